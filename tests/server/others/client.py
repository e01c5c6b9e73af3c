"""tuspy sends a file: PYTHON client.py ENDPOINT FILE TOKEN SHA256 CHUNK."""

import sys

from tusclient import client

endpoint, file, token, sha256, chunk = sys.argv[1:]
made = client.TusClient(endpoint, headers={"Authorization": f"Bearer {token}"})
uploader = made.uploader(
    file, chunk_size=int(chunk), metadata={"sha256": sha256, "scope": "1312"},
    retries=200, retry_delay=0.02,
)  # fmt: skip
uploader.upload()
print(uploader.url)
