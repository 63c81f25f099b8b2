"""The sources of many workers' answers: boto3's pages, assignments, the requester site's CSV, and their times.

The tables and the summaries import it; it imports `read`.
"""
