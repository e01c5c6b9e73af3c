"""An OpenRosa server that says what a test has it say; bodies are read by Python's own parser."""

from __future__ import annotations

import hashlib
import threading
from email import message_from_bytes
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.request import parse_http_list, parse_keqv_list

SAID = (
    '<OpenRosaResponse xmlns="http://openrosa.org/http/response">'
    '<message nature="">{}</message></OpenRosaResponse>'
)
NONCE = "dcd98b7102dd2f0e8b11d0f600bfb0c093"


class Scripted:
    """`limit`: what HEAD tells; `most`: what is really taken; `login`: name, password and kind;
    `closes`: each answer ends the connection."""

    def __init__(
        self,
        *,
        limit=None,
        most=10**9,
        login=None,
        location=None,
        head=204,
        answers=(),
        closes=False,
    ) -> None:
        self.limit, self.most, self.login = limit, most, login
        self.location, self.head, self.answers = location, head, list(answers)
        self.asked: list[tuple[str, str]] = []
        self.posts: list[dict[str, tuple[str, bytes]]] = []
        self.headers: list[dict[str, str]] = []
        self.cut_after = None
        self.closes = closes
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_said) -> None:
                """Nothing."""

            def do_HEAD(self) -> None:
                outer.handle(self, b"")

            def do_POST(self) -> None:
                size = int(self.headers["Content-Length"])
                if size > outer.most:
                    outer.asked.append(("POST", self.path))
                    outer.answer(self, 413, "<html>413</html>")
                    self.close_connection = True
                    return
                if outer.cut_after is not None and len(outer.posts) >= outer.cut_after:
                    self.rfile.read(size // 2)
                    self.connection.close()
                    self.close_connection = True
                    return
                outer.handle(self, self.rfile.read(size))

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}/v1/key/abc/projects/7"

    def handle(self, asked, body: bytes) -> None:
        self.asked.append((asked.command, asked.path))
        self.headers.append({key.lower(): value for key, value in asked.headers.items()})
        if not self.let_in(asked):
            return
        if asked.command == "HEAD":
            more = {"X-OpenRosa-Accept-Content-Length": str(self.limit)} if self.limit else {}
            if self.location:
                more["Location"] = self.location
            self.answer(asked, self.head, "", more)
            return
        whole = b"Content-Type: " + asked.headers["Content-Type"].encode() + b"\r\n\r\n" + body
        message = message_from_bytes(whole, policy=HTTP)
        assert message.is_multipart()
        self.posts.append(
            {
                part.get_param("name", header="content-disposition"): (
                    part.get_content_type(), part.get_payload(decode=True),
                )
                for part in message.iter_parts()
            }
        )  # fmt: skip
        status = self.answers.pop(0) if self.answers else 201
        self.answer(asked, status, SAID.format("olá, é assim"))

    def answer(self, asked, status: int, body: str, more=None) -> None:
        content = body.encode()
        asked.send_response(status)
        for name, value in {"X-OpenRosa-Version": "1.0", **(more or {})}.items():
            asked.send_header(name, value)
        asked.send_header("Content-Length", str(len(content)))
        if self.closes:
            asked.send_header("Connection", "close")
        asked.end_headers()
        if asked.command != "HEAD":
            asked.wfile.write(content)

    def let_in(self, asked) -> bool:
        if self.login is None:
            return True
        name, password, kind = self.login
        kind_given, _, given = asked.headers.get("Authorization", "").partition(" ")
        if kind_given == kind == "Basic":
            import base64

            if base64.b64decode(given).decode() == f"{name}:{password}":
                return True
        if kind_given == kind == "Digest":
            told = parse_keqv_list(parse_http_list(given))
            first = _md5(f'{name}:here, "there":{password}')
            second = _md5(f"{asked.command}:{asked.path}")
            proof = _md5(f"{first}:{NONCE}:{told['nc']}:{told['cnonce']}:{told['qop']}:{second}")
            if told["response"] == proof and told["opaque"] == "5ccc":
                return True
        more = (
            {"WWW-Authenticate": 'Basic realm="here"'} if kind == "Basic"
            else {"WWW-Authenticate": 'Digest realm="here, \\"there\\"", qop="auth,auth-int", '
                                      f'nonce="{NONCE}", opaque="5ccc"'}
        )  # fmt: skip
        self.answer(asked, 401, "", more)
        return False

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def _md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
