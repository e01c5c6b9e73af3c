"""Large files to and from a centre: memory and speed; `python benchmarks/bench_files.py [MB …]`.

Each size in a fresh centre (SQLite, plain HTTP, this machine) and fresh processes of a laptop, so
that peak memory (VmHWM, Linux) is of that size alone. Default: 64 and 1024 MB.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from uuid import UUID

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from core.store import Author, SampleKey, open_store

MIB = 1 << 20


class Noise:
    """As many bytes as wanted that no disk compresses, without holding them."""

    def __init__(self, size: int) -> None:
        self.left = size

    def read(self, size: int) -> bytes:
        piece = os.urandom(min(size, self.left))
        self.left -= len(piece)
        return piece


def peak(pid: int | str) -> float:
    """Peak resident memory of a process, MiB."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return 0.0


def forget_peak(pid: int) -> float:
    """Count peak memory from now on (enrolment hashes a code with argon2id); gives it."""
    Path(f"/proc/{pid}/clear_refs").write_text("5", encoding="ascii")
    return peak(pid)


def work(folder: str, technician: str, device: str) -> None:
    """The lane in this process; prints seconds and peak memory before and after."""
    from sync.replica.file_call import FileCall

    author = Author(UUID(technician), UUID(device))
    with open_store(Path(folder), unlock=SampleKey(), author=author) as store:
        before, start = peak("self"), time.perf_counter()
        FileCall().run(store)
        print(time.perf_counter() - start, before, peak("self"))


def in_a_process(laptop, folder: Path) -> tuple[float, float, float]:  # noqa: ANN001
    laptop.close()
    author = laptop.store.author
    command = [sys.executable, __file__, "--work", str(folder), str(author.technician_id),
               str(author.device_id)]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    laptop.store = open_store(folder, unlock=SampleKey(), author=author)
    seconds, before, after = (float(one) for one in done.stdout.split())
    return seconds, before, after


def main(sizes: list[int]) -> None:
    from core.store.attachments import attach
    from core.visits import link_evidence
    from sync.replica import file_queue
    from tests.builders import NOW
    from tests.server.centres import CentreProcess, config_for
    from tests.server.file_laptops import SCOPE, FileLaptop

    file_queue.BY_ITSELF = 1 << 50
    for size in sizes:
        with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as place:
            folder = Path(place)
            config = config_for(folder / "centro", f"sqlite:///{folder / 'c.db'}")
            with CentreProcess(config) as centre:
                one = FileLaptop(centre, folder / "one")
                two = FileLaptop(centre, folder / "two")
                one.visit()
                one.change()
                one.run()
                idle = forget_peak(centre.process.pid)
                sealed = one.store.files.seal(
                    Noise(size * MIB), media_type="application/x", name="film.bin"
                )

                def linked(work, one=one, sealed=sealed):  # noqa: ANN001, ANN202
                    link_evidence(
                        work, visit_id=one.made.visit_id, kind="file", at=NOW,
                        attachment_id=attach(work, sealed, scope=SCOPE),
                    )  # fmt: skip

                one.store.write_now(linked)
                one.change()
                up = in_a_process(one, folder / "one")
                after_up = peak(centre.process.pid)
                two.change()
                # Others' large files come when they are asked for.
                lane = two.lane()
                lane._look(always=True)  # noqa: SLF001
                lane.endpoint.wire.close()
                two.store.write_now(lambda w, s=sealed: file_queue.move_first(w, s.sha256))
                down = in_a_process(two, folder / "two")
                after_down = peak(centre.process.pid)
                assert two.store.files.has(sealed.sha256)
                print(
                    f"{size:5} MB  up {size * MIB / 1e6 / up[0]:6.1f} MB/s, laptop "
                    f"{up[1]:.0f} -> {up[2]:.0f} MiB, centre {idle:.0f} -> {after_up:.0f} MiB; "
                    f"down {size * MIB / 1e6 / down[0]:6.1f} MB/s, laptop {down[1]:.0f} -> "
                    f"{down[2]:.0f} MiB, centre {after_down:.0f} MiB",
                    flush=True,
                )
                one.close()
                two.close()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--work"]:
        work(*sys.argv[2:])
    else:
        main([int(one) for one in sys.argv[1:]] or [64, 1024])
