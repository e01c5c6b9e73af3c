"""A browser without scripts: cookies, forms by their labels' names, and what a page says."""

from __future__ import annotations

import http.client
import re
import ssl
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from lxml import html

from sync.server.web.people import add_person

PASSWORD = "correto-cavalo-bateria"


class Page:
    """An answer: status, headers, text and tree."""

    def __init__(self, status, headers, body, path):
        self.status, self.headers, self.path = status, headers, path
        self.text = body.decode("utf-8")
        self.tree = html.fromstring(self.text) if self.text.strip() else None

    def words(self, xpath="//main") -> str:
        texts = [text for one in self.tree.xpath(xpath) for text in one.itertext()]
        return re.sub(r"\s+", " ", " ".join(texts))

    def token(self) -> str:
        return self.tree.xpath("//input[@name='token']/@value")[0]


class Browser:
    """Keeps cookies and follows redirects, as a browser does."""

    def __init__(self, url, *, language="pt-PT,pt;q=0.9", cafile=None):
        self.url = urlsplit(url)
        self.language, self.cafile = language, cafile
        self.cookies: dict[str, str] = {}
        self.set: list[str] = []

    def ask(self, method, path, fields=None, headers=None, follow=True) -> Page:
        if self.url.scheme == "https":
            context = ssl.create_default_context(cafile=self.cafile)
            context.check_hostname = False
            line = http.client.HTTPSConnection(self.url.netloc, timeout=30, context=context)
        else:
            line = http.client.HTTPConnection(self.url.netloc, timeout=30)
        sent = {"Accept-Language": self.language} | (headers or {})
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = None
        if fields is not None:
            body = urlencode(fields)
            sent.setdefault("Content-Type", "application/x-www-form-urlencoded")
        line.request(method, path, body=body, headers=sent)
        answer = line.getresponse()
        content = answer.read()
        line.close()
        for given in answer.headers.get_all("set-cookie") or []:
            self.set.append(given)
            for name, one in SimpleCookie(given).items():
                if one["max-age"] == "0":
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = one.value
        if follow and answer.status == 303:
            return self.ask("GET", answer.headers["location"])
        return Page(answer.status, answer.headers, content, path)

    def get(self, path, **rest) -> Page:
        return self.ask("GET", path, **rest)

    def post(self, path, fields, **rest) -> Page:
        return self.ask("POST", path, fields, **rest)

    def log_in(self, login, password=PASSWORD) -> Page:
        token = self.get("/web/login").token()
        return self.post("/web/login", {"login": login, "password": password, "token": token})


def add(centre, login, role="amp_team", organisation="amp", name="") -> str:
    """Somebody who may look at the page of a centre."""
    from datetime import UTC, datetime

    with centre.database() as connection:
        add_person(
            connection, login=login, organisation=organisation, role=role, name=name,
            at=datetime.now(UTC), password=PASSWORD,
        )  # fmt: skip
    return login


def logged_in(centre, login, role="amp_team", organisation="amp", **rest) -> Browser:
    """A browser in which somebody is logged in."""
    browser = Browser(centre.url, **rest)
    assert browser.log_in(add(centre, login, role, organisation)).status == 200
    return browser
