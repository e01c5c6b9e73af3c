"""`terreno doctor`: whether the data, the files and the program itself are well.

The self-check looks at the installation only, in folders of its own, and says nothing when all
is well: it is what a built program is tried with.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Literal

from core.cli.console import DONE, FOUND, give, language_of
from core.problem import Problem

if TYPE_CHECKING:
    from core.cli import Probe

LIBRARIES = ("av", "cv2", "lxml.etree", "openpyxl", "pyxform", "sqlcipher3", "typst", "xlrd")
ROOM_NEEDED = 2 << 30  # bytes: about an hour of video
_MEBI = 1 << 20


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing looked at. `worry`: not well, but nothing is broken."""

    name: str
    state: Literal["well", "worry", "broken"]
    detail: str


def doctor(*, self_check: bool, sample: bool, as_json: bool, probes: Sequence[Probe]) -> int:
    """Look at everything and say how it is; 1 if something is broken."""
    looks: list[Probe] = [
        ("libraries", _libraries),
        ("resources", _resources),
        ("form", _form),
        ("sources", _sources),
        ("report", _report),
        ("new store", _new_store),
        *probes,
    ]
    seen = [_look(name, look) for name, look in looks]
    if not self_check:
        seen += _data(sample=sample)
    broken = [one for one in seen if one.state == "broken"]
    if as_json:
        give({"well": not broken, "seen": seen})
    elif not self_check:
        for one in seen:
            print(f"{_sign(one)}  {one.name}: {one.detail}")
    if self_check:
        for one in broken:
            print(f"{one.name}: {one.detail}", file=sys.stderr)
    return FOUND if broken else DONE


def _sign(one: Seen) -> str:
    words = {
        "well": ("bem   ", "well  "),
        "worry": ("atenção", "look at"),
        "broken": ("ERRADO", "BROKEN"),
    }
    return words[one.state][language_of(os.environ) == "en"]


def _look(name: str, look: Callable[[], str]) -> Seen:
    try:
        return Seen(name, "well", look())
    except Problem as problem:
        sentence = problem.sentence(language_of(os.environ))
        return Seen(name, "broken", str(sentence))
    except Exception as error:  # noqa: BLE001  # whatever is wrong with an installation is told
        return Seen(name, "broken", f"{type(error).__name__}: {error}")


def _libraries() -> str:
    for name in LIBRARIES:
        import_module(name)
    return ", ".join(LIBRARIES)


def _resources() -> str:
    from core.plan import load_municipalities, load_plan
    from resources import resource

    load_plan()
    icons = sorted(resource("icons").glob("*.svg"))
    fonts = sorted(resource("fonts").glob("*.otf"))
    translations = sorted(resource("translations").glob("*.qm"))
    empty = [one.name for one in (*icons, *fonts, *translations) if not one.stat().st_size]
    if not (icons and fonts and translations) or empty:
        raise FileNotFoundError(f"icons, fonts, translations: {empty or 'missing'}")
    return (
        f"{len(load_municipalities())} municipalities, {len(icons)} icons, {len(fonts)} fonts, "
        f"{len(translations)} translations"
    )


def _form() -> str:
    from core.forms import FillingSession, SessionContext
    from core.visits import sample_form

    form = sample_form()
    session = FillingSession.start(form, SessionContext())
    return f"{form.form_id} {form.version}, {len(session.pages())} pages"


def _sources() -> str:
    from core.video import list_cameras

    found = list_cameras()
    return ", ".join(one.name for one in found) or "no camera"


def _report() -> str:
    import typst

    from resources import resource

    text = '#set document(title: "x")\n= Terreno'
    options: dict[str, Any] = {"font_paths": [str(resource("fonts"))], "pdf_standards": ["ua-1"]}
    pdf = typst.compile(text.encode(), **options)
    resource("reports/visit.typ")
    return f"PDF/UA-1, {len(pdf)} bytes"


def _new_store() -> str:
    from core.store import Author, SampleKey, create_store, new_id, open_store

    author = Author(technician_id=new_id(), device_id=new_id())
    with TemporaryDirectory(prefix="terreno-check-") as folder:
        place = Path(folder) / "store"
        store, _ = create_store(place, unlock=SampleKey(), author=author)
        with store:
            sealed = store.files.seal(BytesIO(b"Terreno"), media_type="text/plain", name="a.txt")
        with (
            open_store(place, unlock=SampleKey(), author=author) as store,
            store.files.open(sealed.sha256) as stream,
        ):
            content = stream.read()
        if content != b"Terreno":
            raise ValueError("a sealed file came back different")
    return "created, sealed, opened again"


def _data(*, sample: bool) -> list[Seen]:
    """How the person's data are: they open, their files are there, the disk has room."""
    from core.cli.opened import folder_of, opened
    from core.store import store_exists

    folder = folder_of(sample=sample)
    if not store_exists(folder):
        return [Seen("data", "well", f"none yet ({folder})"), _disk(folder)]
    seen = [_disk(folder)]
    try:
        with opened(sample=sample) as store:
            # It only looks: what the window says after a sudden end is still to be said.
            store.keep_mark = store.was_interrupted
            state: Literal["well", "worry"] = "worry" if store.was_interrupted else "well"
            seen.append(Seen("data", state, str(folder)))
            troubled = store.files.check()
            seen += [
                Seen("file", "broken", f"{one.kind}: {', '.join(one.names)} ({one.sha256[:12]}…)")
                for one in troubled
            ]
            if not troubled:
                seen.append(Seen("files", "well", "all there and whole"))
            backups = store.backups()
            if backups:
                seen.append(Seen("backup", "well", backups[0].made_at.isoformat()))
            else:
                seen.append(Seen("backup", "worry", "none yet"))
    except Problem as problem:
        sentence = problem.sentence(language_of(os.environ))
        seen.append(Seen("data", "broken", str(sentence)))
    return seen


def _disk(folder: Path) -> Seen:
    there = next(one for one in (folder, *folder.parents) if one.exists())
    free = shutil.disk_usage(there).free
    return Seen("disk", "well" if free >= ROOM_NEEDED else "worry", f"{free // _MEBI} MiB free")
