"""A provider of OpenID Connect that checks what a client sends, and can be told to lie."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

CLIENT, SECRET = "central", "segredo: do + cliente"


class Provider(ThreadingHTTPServer):
    """Everybody is logged in as `login`; `lie` is laid over the claims."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answers)
        self.issuer = f"http://127.0.0.1:{self.server_port}"
        self.login, self.lie, self.asked = "ana", {}, {}

    def claims(self, nonce):
        told = {
            "iss": self.issuer, "sub": "1", "aud": CLIENT, "exp": time.time() + 300,
            "iat": time.time(), "nonce": nonce, "preferred_username": self.login,
            "email": f"{self.login}@amp.pt", "email_verified": True,
        }  # fmt: skip
        return {name: one for name, one in (told | self.lie).items() if one is not None}


class Answers(BaseHTTPRequestHandler):
    server: Provider

    def log_message(self, *_):
        pass

    def give(self, told, status=200):
        body = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        provider = self.server
        if self.path == "/.well-known/openid-configuration":
            self.give({
                "issuer": provider.issuer, "authorization_endpoint": f"{provider.issuer}/go",
                "token_endpoint": f"{provider.issuer}/token",
            })  # fmt: skip
            return
        asked = {name: one[0] for name, one in parse_qs(urlsplit(self.path).query).items()}
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        assert "openid" in asked["scope"].split()
        code = hashlib.sha256(asked["state"].encode()).hexdigest()
        provider.asked[code] = asked
        back = urlencode({"code": code, "state": asked["state"], "iss": provider.issuer})
        self.send_response(303)
        self.send_header("Location", f"{asked['redirect_uri']}?{back}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_POST(self):
        provider = self.server
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        given = {name: one[0] for name, one in parse_qs(body).items()}
        asked = provider.asked.pop(given["code"], None)
        verifier = hashlib.sha256(given["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(verifier).decode().rstrip("=")
        pair = base64.b64decode(self.headers["Authorization"].removeprefix("Basic ")).decode()
        client = parse_qs("i=" + pair.replace(":", "&s=", 1))
        if (
            asked is None
            or asked["code_challenge"] != challenge
            or asked["redirect_uri"] != given["redirect_uri"]
            or (client["i"], client["s"]) != ([CLIENT], [SECRET])
        ):
            self.give({"error": "invalid_grant"}, 400)
            return
        payload = json.dumps(provider.claims(asked["nonce"])).encode()
        parts = [base64.urlsafe_b64encode(one).decode().rstrip("=") for one in (b"{}", payload)]
        self.give({"access_token": "x", "token_type": "Bearer", "id_token": ".".join([*parts, ""])})


@contextmanager
def running():
    """A provider on a free port."""
    with Provider() as provider:
        thread = threading.Thread(target=provider.serve_forever)
        thread.start()
        try:
            yield provider
        finally:
            provider.shutdown()
            thread.join()
