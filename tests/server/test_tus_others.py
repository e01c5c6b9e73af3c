"""Other people's tus against ours, over a line that is cut; skipped where they are not at hand.

npm install --prefix FOLDER tus-js-client @tus/server @tus/file-store
python -m venv OTHER; OTHER/bin/pip install tuspy
TERRENO_TUS_NODE=FOLDER TERRENO_TUSPY=OTHER/bin/python python -m pytest <this file>
"""

from __future__ import annotations

import io
import os
import random
import shutil
import subprocess
from pathlib import Path

import pytest

from core.reports.files_out import FileOut
from core.store.clock import SystemClock
from sync.replica.pace import Pace
from sync.replica.sending import Sender
from sync.replica.wire import Wire
from tests.server.centres import CentreProcess, at_once, config_for, enrolled
from tests.server.cutting import CuttingLine
from tests.server.tus_calls import Calls, sha256

OTHERS = Path(__file__).with_name("others")
SIZE = 3_000_000


@pytest.fixture(scope="module")
def centre(tmp_path_factory):
    folder = tmp_path_factory.mktemp("others")
    config = config_for(folder / "centro", f"sqlite:///{folder / 'c.db'}")
    with config.file.open("a") as file:
        file.write("a_minute = 1000000\n")
    with CentreProcess(config) as running:
        yield running


@pytest.fixture
def node():
    folder = os.environ.get("TERRENO_TUS_NODE", "")
    program = shutil.which("node")
    if program is None or not (Path(folder) / "node_modules" / "tus-js-client").is_dir():
        pytest.skip("no node, or TERRENO_TUS_NODE names no folder with tus-js-client")
    return program, str(Path(folder) / "node_modules")


@pytest.fixture
def cut_line(centre):
    rng = random.Random(21)
    with CuttingLine(centre.port, lambda: rng.randrange(1, SIZE // 3)) as line:
        yield line


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-2000:]


@pytest.mark.parametrize(
    ("chunk", "mode"), [("Infinity", "plain"), ("262144", "plain"), ("524288", "pause"),
                        ("524288", "with-creation")],
)  # fmt: skip
def test_tus_js_client(centre, cut_line, node, tmp_path, chunk, mode):
    content = random.randbytes(SIZE)
    (tmp_path / "film").write_bytes(content)
    calls = Calls(enrolled(centre))
    program, modules = node
    run(
        program, OTHERS / "client.cjs", modules, f"http://127.0.0.1:{cut_line.port}/v1/files",
        tmp_path / "film", calls.token, sha256(content), chunk, mode,
    )  # fmt: skip
    assert cut_line.cut >= 2
    assert calls.get(sha256(content)).content == content


def test_tuspy(centre, cut_line, tmp_path):
    program = os.environ.get("TERRENO_TUSPY")
    if not program:
        pytest.skip("TERRENO_TUSPY names no Python with tuspy")
    content = random.randbytes(SIZE)
    (tmp_path / "film").write_bytes(content)
    calls = Calls(enrolled(centre))
    run(
        program, OTHERS / "client.py", f"http://127.0.0.1:{cut_line.port}/v1/files",
        tmp_path / "film", calls.token, sha256(content), "200000",
    )  # fmt: skip
    assert cut_line.cut >= 2
    assert calls.get(sha256(content)).content == content


class Open:
    """An endpoint of a server that asks nobody who he is."""

    def __init__(self, port: int) -> None:
        self.wire = Wire(f"http://127.0.0.1:{port}", pause=at_once, draw=lambda: 0.0)

    def answered(self, method, path, **rest):
        return self.wire.ask(method, path, **rest)

    def bearer(self):
        return "Bearer none"

    def forget_token(self):
        pass


def test_our_client_sends_to_the_server_of_tus(node, tmp_path):
    program, modules = node
    folder = tmp_path / "there"
    folder.mkdir()
    command = [program, OTHERS / "server.cjs", modules, folder]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            port = int(server.stdout.readline())
            content = random.Random(5).randbytes(SIZE)
            rng = random.Random(22)
            with CuttingLine(port, lambda: rng.randrange(1, SIZE // 3)) as line:
                endpoint = Open(line.port)
                places = []
                sender = Sender(
                    endpoint, path="/files", told=lambda _done: None,
                    pace=Pace(limit=None, clock=SystemClock(), pause=at_once),
                    located=lambda where, done: places.append((where, done)),
                )  # fmt: skip
                file = FileOut(sha256(content), SIZE, ("1312",), "film", "video/mp4", "")
                sender.send(file, io.BytesIO(content), location=None)
                endpoint.wire.close()
                assert line.cut >= 2
            name = places[-1][0].rsplit("/", 1)[1]
            assert (folder / name).read_bytes() == content
        finally:
            server.terminate()
