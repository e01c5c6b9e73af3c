"""English is complete, and the compiled file is the one that the sentences make."""

from __future__ import annotations

import subprocess
import sys
from xml.etree import ElementTree as ET

from PySide6.QtCore import QCoreApplication

from desktop.kit import language
from resources import resource


def test_every_sentence_has_english(repository):
    done = subprocess.run(
        [sys.executable, "resources/translations/update.py", "--check"],
        cwd=repository,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout == ""
    assert done.returncode == 0, done.stderr


def test_placeholders_are_the_same():
    tree = ET.parse(resource("translations/terreno_en.ts"))
    for message in tree.iter("message"):
        source, words = message.findtext("source"), message.findtext("translation")
        assert sorted(_fields(source)) == sorted(_fields(words)), source


def _fields(text: str) -> list[str]:
    return [part.split("}")[0] for part in text.split("{")[1:]]


def test_the_compiled_file_is_used(qapp):
    language.install(qapp, "en")
    try:
        assert QCoreApplication.translate("Places", "Hoje") == "Today"
    finally:
        language.install(qapp, "pt")
    assert QCoreApplication.translate("Places", "Hoje") == "Hoje"
