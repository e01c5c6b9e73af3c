"""The door asked by a program of others: curl's own Basic, Digest and multi-part."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from tests.builders import a_form
from tests.server.centres import CentreProcess, config_for
from tests.server.openrosa.phones import a_phone, installed
from tests.server.openrosa.submissions import kept, submission

pytestmark = pytest.mark.skipif(shutil.which("curl") is None, reason="no curl here")


@pytest.fixture
def centre(database, tmp_path):
    """On PostgreSQL."""
    config = config_for(tmp_path / "centro", database)
    with CentreProcess(config) as running:
        installed(running, tmp_path / "um", a_form()).close()
        yield running


def curl(*argv: str) -> tuple[int, str]:
    """The last status and the last body."""
    done = subprocess.run(
        ["curl", "--silent", "--noproxy", "*", "--write-out", "\n%{http_code}",
         "--header", "X-OpenRosa-Version: 1.0", *argv],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    body, _, status = done.stdout.rpartition("\n")
    return int(status), body


@pytest.mark.parametrize("way", ["--basic", "--digest"])
def test_curl_lists_downloads_and_hands_in(centre, tmp_path, way):
    phone = a_phone(centre, f"curl{way}", digest=way == "--digest")
    who = (way, "--user", f"{phone.login}:{phone.password}")
    base = f"{centre.url}/openrosa"
    status, listed = curl(*who, f"{base}/formList?verbose=true")
    assert status == 200
    assert "<formID>curto</formID>" in listed
    url = listed.split("<downloadUrl>")[1].split("<")[0]
    assert curl(*who, url) == (200, a_form().xml.decode())
    assert curl(*who, "--head", f"{base}/submission")[0] == 204
    xml = tmp_path / "submission.xml"
    xml.write_bytes(submission(instance=f"uuid:curl{way}", foto="a b.jpg"))
    photo = tmp_path / "a b.jpg"
    photo.write_bytes(b"jpeg" * 300_000)
    for _ in range(2):
        status, said = curl(
            *who, "--form", f"xml_submission_file=@{xml};type=text/xml",
            "--form", f"a b.jpg=@{photo};type=image/jpeg", f"{base}/submission",
        )  # fmt: skip
        assert (status, "submit_success" in said) == (201, True)
    assert f"uuid:curl{way}" in kept(centre)


def test_digest_is_offered_only_where_it_was_asked_for(centre):
    basic = a_phone(centre, "so-basic")
    wrong = ("--digest", "--user", f"{basic.login}:{basic.password}", "--include")
    status, said = curl(*wrong, f"{centre.url}/openrosa/formList")
    assert status == 401
    assert "Basic realm" in said
