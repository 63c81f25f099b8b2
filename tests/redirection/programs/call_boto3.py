"""Makes a call to the sandbox with boto3: `call_boto3.py get_hit '{"HITId": "..."}'` prints the response."""

import json
import sys

import boto3  # type: ignore[import-untyped]

client = boto3.client("mturk", endpoint_url="https://mturk-requester-sandbox.us-east-1.amazonaws.com")
print(json.dumps(getattr(client, sys.argv[1])(**json.loads(sys.argv[2])), default=str))
