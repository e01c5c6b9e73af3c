"""A phone as ODK Collect is documented to speak (https://docs.getodk.org/openrosa/), by urllib."""

from __future__ import annotations

import base64
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from xml.etree import ElementTree as ET

from sync.server.openrosa.collectors import add_collector
from tests.server.file_laptops import FileLaptop

LIST = "{http://openrosa.org/xforms/xformsList}"
MANIFEST = "{http://openrosa.org/xforms/xformsManifest}"
RESPONSE = "{http://openrosa.org/http/response}"
WITH_PICTURE = """<h:html xmlns="http://www.w3.org/2002/xforms"
  xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa">
  <h:head><h:title>Guião &amp; imagem</h:title><model>
    <itext><translation lang="default" default="true()"><text id="a"><value>Foto</value>
      <value form="image">jr://images/planta ç.png</value></text></translation></itext>
    <instance><data id="imagem" version="3"><foto/><meta><instanceID/></meta></data></instance>
    <bind nodeset="/data/foto" type="binary"/>
  </model></h:head>
  <h:body><upload ref="/data/foto" mediatype="image/*"><label ref="jr:itext('a')"/></upload>
  </h:body></h:html>"""
PICTURE = b"\x89PNG plan"
BOUNDARY = "a7f1c5d2-boundary"


@dataclass
class Said:
    """An answer."""

    status: int
    headers: dict
    body: bytes

    @property
    def xml(self):
        return ET.fromstring(self.body)

    @property
    def message(self) -> str:
        return self.xml.findtext(f"{RESPONSE}message")


@dataclass
class Phone:
    """One phone. `url`: the centre's."""

    url: str
    login: str
    password: str
    headers: dict = field(default_factory=dict)

    def ask(self, path: str, *, method="GET", body=None, headers=None) -> Said:
        url = path if path.startswith("http") else f"{self.url}/openrosa/{path}"
        request = urllib.request.Request(url, data=body, method=method)
        token = base64.b64encode(f"{self.login}:{self.password}".encode()).decode()
        mine = {"X-OpenRosa-Version": "1.0", "Authorization": f"Basic {token}"}
        for name, value in (mine | self.headers | (headers or {})).items():
            if value is not None:
                request.add_header(name, value)
        try:
            with urllib.request.urlopen(request, timeout=30) as got:
                return Said(got.status, _lower(got.headers), got.read())
        except urllib.error.HTTPError as error:
            with error:
                return Said(error.code, _lower(error.headers), error.read())

    def forms(self) -> list[dict]:
        return [
            {one.tag.removeprefix(LIST): one.text for one in form}
            for form in self.ask("formList").xml
        ]

    def submit(self, xml: bytes, files: dict | None = None, *, incomplete=False) -> Said:
        return self.ask(
            "submission",
            method="POST",
            body=multipart(xml, files or {}, incomplete=incomplete),
            headers={"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"},
        )


def _lower(headers) -> dict:
    return {name.lower(): value for name, value in headers.items()}


def multipart(xml: bytes, files: dict, *, incomplete=False, quote=str) -> bytes:
    """A body as OkHttp makes it."""
    parts = [("xml_submission_file", "submission.xml", "text/xml; charset=utf-8", xml)]
    parts += [(name, name, "image/jpeg", data) for name, data in files.items()]
    body = b""
    for name, filename, kind, data in parts:
        body += (
            (
                f"--{BOUNDARY}\r\nContent-Disposition: form-data; "
                f'name="{quote(name)}"; filename="{quote(filename)}"\r\n'
                f"Content-Type: {kind}\r\nContent-Length: {len(data)}\r\n\r\n"
            ).encode()
            + data
            + b"\r\n"
        )
    if incomplete:
        body += (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="*isIncomplete*"\r\n\r\nyes\r\n'
        ).encode()
    return body + f"--{BOUNDARY}--\r\n".encode()


def a_phone(centre, login: str, organisation="1304", *, digest=False) -> Phone:
    """A phone of someone who was let in."""
    with centre.database() as connection:
        password = add_collector(
            connection, login=login, organisation=organisation, name=f"{login} (telemóvel)",
            at=datetime.now(UTC), digest=digest,
        )  # fmt: skip
    return Phone(centre.url, login, password)


def installed(centre, folder, form, *, media=None, source=None) -> FileLaptop:
    """A laptop of the AMP that installs a check-list and brings it, with its files, to the centre.

    It is left open.
    """
    from core.visits import install_checklist
    from tests.builders import NOW

    laptop = FileLaptop(centre, folder)
    laptop.store.write_now(
        partial(
            install_checklist, form=form, files=laptop.store.files, installed_at=NOW,
            media=media or {},
        )
    )  # fmt: skip
    laptop.change()
    laptop.run()
    return laptop
