"""Our engine driven by lines of JSON, as the two references beside it: `load` and `script`.

`load` reads an XForm and makes its first state; `script` does steps in order. Both reply with
milliseconds; finding the node of a step is not counted, as in the other two.
"""

from __future__ import annotations

import json
import sys
import time
from itertools import count
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from core.forms import FillingSession, SessionContext, read_form


class Worker:
    """One form at a time."""

    def __init__(self) -> None:
        self._session: FillingSession | None = None

    def load(self, said: dict[str, Any]) -> dict[str, float]:
        """The form and its first state."""
        folder = Path(said["media"])
        names = said.get("files", ())
        numbers = count(1)
        start = time.perf_counter()
        media = {name: (folder / name).read_bytes() for name in names}
        form = read_form(said["xml"].encode(), media=media)
        loaded = time.perf_counter()
        context = SessionContext(seed=1, uuid=lambda: f"{next(numbers):08d}-0000-4000-8000-0")
        self._session = FillingSession.start(form, context)
        first = time.perf_counter()
        return {"load": (loaded - start) * 1000, "first": (first - loaded) * 1000}

    def script(self, said: dict[str, Any]) -> dict[str, Any]:
        """The steps, one by one."""
        session = self._session
        assert session is not None
        took: list[float] = []
        for step in said["steps"]:
            op, ref = step["op"], step["ref"]
            key = session.key_of(ref)
            if op == "add_repeat":
                parent, _, name = ref.rpartition("/")
                key = f"{session.key_of(parent)}/{name}"
            start = time.perf_counter()
            if op == "answer":
                session.answer(key, step["value"])
            elif op == "choices":
                session.choices(key)
            else:
                session.add_repeat(key)
            took.append((time.perf_counter() - start) * 1000)
        return {"took": took}


def main() -> None:
    """Replies to each line until `quit`."""
    worker = Worker()
    for line in sys.stdin:
        said = json.loads(line)
        if said["op"] == "quit":
            return
        reply = worker.load(said) if said["op"] == "load" else worker.script(said)
        sys.stdout.write(json.dumps(reply) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
