"""Offices for what is made of submissions; one centre for all that is asked of the door."""

from __future__ import annotations

import pytest

from core.forms import read_any
from tests.builders import a_form
from tests.server.centres import CentreProcess, config_for
from tests.server.openrosa.offices import Office
from tests.server.openrosa.phones import PICTURE, WITH_PICTURE, Phone, a_phone, installed


@pytest.fixture
def office(tmp_path, request):
    """On SQLite, but where a test asks for another database by `both`."""
    named = "database" in request.fixturenames
    made = Office(tmp_path, request.getfixturevalue("database") if named else None)
    yield made
    made.close()


@pytest.fixture(scope="module")
def door(tmp_path_factory):
    folder = tmp_path_factory.mktemp("door")
    config = config_for(folder / "centro", f"sqlite:///{folder / 'c.db'}")
    with config.file.open("a") as file:
        file.write("a_minute = 100000\nlogins_a_minute = 1000\n")
    with CentreProcess(config) as running:
        installed(running, folder / "um", a_form()).close()
        form = read_any(
            WITH_PICTURE.encode(), filename="imagem.xml", media={"planta ç.png": PICTURE}
        )
        installed(running, folder / "dois", form, media={"planta ç.png": PICTURE}).close()
        yield running


@pytest.fixture(scope="module")
def phone(door) -> Phone:
    return a_phone(door, "ana.maia")
