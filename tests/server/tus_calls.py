"""Single requests of tus, as any client might make them."""

from __future__ import annotations

import base64
import hashlib
import http.client
import socket

from sync.replica import enrolment
from tests.server.centres import at_once

BYTES = "application/offset+octet-stream"


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def metadata(**pairs: str) -> str:
    return ",".join(f"{k} {base64.b64encode(v.encode()).decode()}" for k, v in pairs.items())


class Calls:
    """A laptop's requests, without any logic between them."""

    def __init__(self, laptop, url: str | None = None) -> None:
        self.endpoint = enrolment.endpoint_of(laptop, pause=at_once)
        self.endpoint.authorised("GET", "/v1/snapshot/global")
        self.token = self.endpoint._tokens[self.endpoint.device]
        self.endpoint.wire.close()
        wire = self.endpoint.wire
        self.address = (wire._host, wire._port)

    def ask(self, method, path, *, body=None, headers=None, token=None):
        connection = http.client.HTTPConnection(*self.address, timeout=30)
        sent = {"Authorization": f"Bearer {self.token if token is None else token}",
                "Tus-Resumable": "1.0.0", **(headers or {})}  # fmt: skip
        connection.request(method, path, body=body, headers=sent)
        reply = connection.getresponse()
        reply.content = reply.read()
        connection.close()
        return reply

    def create(self, content: bytes, *, scope="1312", name=None, size=None, **headers):
        return self.ask(
            "POST", "/v1/files",
            headers={"Upload-Length": str(len(content) if size is None else size),
                     "Upload-Metadata": metadata(sha256=name or sha256(content), scope=scope),
                     **headers},
        )  # fmt: skip

    def begun(self, content: bytes, **rest) -> str:
        reply = self.create(content, **rest)
        assert reply.status == 201, (reply.status, reply.content)
        return reply.getheader("Location")

    def patch(self, place: str, content: bytes, *, offset=0, **headers):
        return self.ask(
            "PATCH", place, body=content,
            headers={"Content-Type": BYTES, "Upload-Offset": str(offset)} | headers,
        )  # fmt: skip

    def head(self, place: str):
        return self.ask("HEAD", place)

    def offset(self, place: str) -> int:
        reply = self.head(place)
        assert reply.status == 200, reply.status
        return int(reply.getheader("Upload-Offset"))

    def sent(self, content: bytes, **rest):
        """Created and sent whole."""
        return self.patch(self.begun(content, **rest), content)

    def get(self, name: str, **headers):
        return self.ask("GET", f"/v1/blobs/{name}", headers=headers)

    def half_open(self, place: str, content: bytes, *, part: int) -> socket.socket:
        """A PATCH whose line goes dead after `part` bytes: nothing more comes, not even an end."""
        raw = socket.create_connection(self.address, timeout=30)
        head = (
            f"PATCH {place} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {self.token}\r\n"
            f"Tus-Resumable: 1.0.0\r\nContent-Type: {BYTES}\r\nUpload-Offset: 0\r\n"
            f"Content-Length: {len(content)}\r\n\r\n"
        )
        raw.sendall(head.encode() + content[:part])
        return raw
