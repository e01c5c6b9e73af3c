"""Bring the English translation up to date: collect, fill in from english.json, compile.

    python resources/translations/update.py          rewrites terreno_en.ts and terreno_en.qm
    python resources/translations/update.py --check  exits 1 when a sentence has no English

Portuguese in the code is the source. `english/*.json` hold context → {Portuguese: English} ("*"
is any context); a sentence that has none yet is listed, and stays Portuguese until it has one.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree as ET

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parent.parent
TS = FOLDER / "terreno_en.ts"
QM = FOLDER / "terreno_en.qm"
ENGLISH = FOLDER / "english"


def tool(name: str) -> str:
    """A Qt tool of this environment."""
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None:
        raise SystemExit(f"{name} is not installed")
    return found


def collect(into: Path) -> ET.ElementTree[ET.Element]:
    """All sentences of the window, as a fresh translation file."""
    sources = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "desktop").rglob("*.py"))
    subprocess.run(
        [tool("pyside6-lupdate"), "-locations", "none", "-no-obsolete",
         "-source-language", "pt_PT", "-target-language", "en", *sources, "-ts", str(into)],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return ET.parse(into)


def known() -> dict[str, dict[str, str]]:
    """What has been translated: one JSON file for each part of the window."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted(ENGLISH.glob("*.json")):
        for context, words in json.loads(path.read_text(encoding="utf-8")).items():
            found.setdefault(context, {}).update(words)
    return found


def fill(tree: ET.ElementTree[ET.Element]) -> list[tuple[str, str]]:
    """Put the English in; returns (context, sentence) of those that lack it."""
    english = known()
    anywhere = {source: words for group in english.values() for source, words in group.items()}
    missing = []
    for context in tree.iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            source = message.findtext("source") or ""
            target = message.find("translation")
            if target is None:
                continue
            words = english.get(name, {}).get(source) or anywhere.get(source)
            if words:
                target.text = words
                target.attrib.pop("type", None)
            else:
                missing.append((name, source))
    return missing


def main(arguments: list[str]) -> int:
    """Run; returns the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / TS.name
        tree = collect(fresh)
        missing = fill(tree)
        if "--check" not in arguments:
            ET.indent(tree)
            tree.write(TS, encoding="utf-8", xml_declaration=True)
            subprocess.run(
                [tool("pyside6-lrelease"), "-silent", str(TS), "-qm", str(QM)], check=True
            )
    for name, source in missing:
        print(json.dumps({name: source}, ensure_ascii=False))
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
