"""The sources of many workers' answers: boto3's pages, assignments, the requester site's CSV, and the times in them.

The tables and the summaries import it; it imports `read`.
"""
