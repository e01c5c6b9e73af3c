"""Our submissions, taken by an OpenRosa server of others: django-odk from PyPI.

It is installed into an environment of its own in the cache folder, so it runs only where asked for:
TERRENO_OPENROSA=1 (a network is needed the first time).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from core.forms import FillingSession, read_any
from core.forms.interchange.reading import read_submission
from tests.core.forms.monkey import fill, fixed_context

pytestmark = pytest.mark.conformance
SERVER = Path(__file__).resolve().parent / "server.py"
ENVIRONMENT = "terreno-openrosa-server"
PACKAGES = ("django-odk==1.1.9", "django<6")


@pytest.fixture(scope="module")
def interpreter():
    """The interpreter of the server's environment."""
    if not os.environ.get("TERRENO_OPENROSA"):
        pytest.skip("TERRENO_OPENROSA=1 installs and runs an OpenRosa server of others")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    python = cache / ENVIRONMENT / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(python.parents[1])], check=True)
        line = [str(python), "-m", "pip", "install", "--quiet", *PACKAGES]
        if subprocess.run(line, check=False).returncode:
            shutil.rmtree(python.parents[1])
            pytest.skip("django-odk could not be installed")
    return python


@pytest.fixture
def server(interpreter, tmp_path):
    """The address of a running server, and where it keeps what it got."""
    process = subprocess.Popen(
        [str(interpreter), str(SERVER), str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    port = process.stdout.readline().strip()
    yield f"http://127.0.0.1:{port}/submission", tmp_path / "media"
    process.stdin.close()
    process.wait(timeout=20)
    process.stdout.close()


def submit(address: str, xml: bytes, files: dict[str, bytes]) -> tuple[int, str]:
    """HEAD first, then the parts as OpenRosa wants them; the last status and what was said."""
    headers = {"X-OpenRosa-Version": "1.0", "Date": "Sat, 31 Jan 2026 10:00:00 GMT"}
    with urlopen(Request(address, headers=headers, method="HEAD"), timeout=20) as reply:
        assert reply.status == 204
        assert reply.headers["X-OpenRosa-Version"] == "1.0"
    boundary, body = "terreno-0123456789", b""
    parts = [("xml_submission_file", "submission.xml", "text/xml", xml)]
    parts += [(name, name, "application/octet-stream", data) for name, data in files.items()]
    for name, filename, kind, data in parts:
        disposition = f'form-data; name="{name}"; filename="{filename}"'
        head = f"--{boundary}\r\nContent-Disposition: {disposition}\r\nContent-Type: {kind}\r\n\r\n"
        body += head.encode() + data + b"\r\n"
    body += f"--{boundary}--\r\n".encode()
    headers["Content-Type"] = f"multipart/form-data; boundary={boundary}"
    try:
        request = Request(address, data=body, headers=headers, method="POST")
        with urlopen(request, timeout=20) as reply:
            return reply.status, reply.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.read().decode()


@pytest.mark.parametrize(
    "name",
    ["whova_form.xlsx", "ifrc-distribution-site-assessment-v1.xlsx", "widgets.xls"],
)
def test_a_server_of_others_takes_our_submission(shared_folder, server, name):
    address, kept = server
    form = read_any((shared_folder / "forms" / name).read_bytes(), filename=name)
    session = fill(form, seed=5, eager=True)
    session.finalise()
    files = {each: f"the file {each}".encode() for each in session.attachments()}
    status, said = submit(address, session.xml(), files)
    assert status == 201, said
    assert "submit_success" in said
    assert form.form_id in said
    (stored,) = kept.rglob("*.xml")
    assert stored.read_bytes() == session.xml()
    again = FillingSession.resume(
        form, read_submission(stored.read_bytes(), form, finalised=True), fixed_context()
    )
    assert again.xml() == session.xml()


def test_our_client_hands_in_at_a_server_of_others(server, tmp_path):
    """It keeps of the files only those of questions by one name; what it says is what counts."""
    from tests.openrosa.test_handing_in import Filled

    address, kept = server
    mine = Filled(tmp_path / "store", 3_000_000, 4_000_000, 5_000_000, 10)
    there = mine.at(address.removesuffix("/submission"))
    done = there.send(there.plan(mine.id))
    there.wire.close()
    assert done.posts >= 2
    assert mine.state == "sent"
    (stored,) = kept.rglob("*.xml")
    assert "João «ç»" in stored.read_text()
    mine.store.close()
