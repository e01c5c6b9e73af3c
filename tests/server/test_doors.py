"""All doors of the centre: each is described, and none opens to who may not come in."""

from __future__ import annotations

import base64
import contextlib
import http.client
import os
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.store.clock import SystemClock
from sync.server.app import make_app, make_site
from sync.server.description import DOORS
from sync.server.devices import revoke
from sync.server.tokens import Tokens, secret_of
from tests.server.centres import CentreProcess, config_for, enrolled, exchange, put
from tests.server.openrosa.phones import a_phone

OURS = ("/v1/", "/openrosa/")
BY_DEVICE = [door for door in DOORS if door.by == "device"]
BY_PHONE = [door for door in DOORS if door.by == "phone"]
SCHEMATHESIS = os.environ.get("TERRENO_SCHEMATHESIS", "")


def named(doors):
    return pytest.mark.parametrize("door", doors, ids=lambda one: f"{one.method} {one.path}")


@pytest.fixture(scope="module")
def centre(tmp_path_factory):
    folder = tmp_path_factory.mktemp("doors")
    config = config_for(folder / "centro", f"sqlite:///{folder / 'c.db'}")
    with config.file.open("a") as file:
        file.write("a_minute = 1000000\nlogins_a_minute = 1000000\n")
    with CentreProcess(config) as running:
        yield running


@pytest.fixture(scope="module")
def keys(centre):
    """A laptop that may come in, one that was revoked, and who gives out tokens."""
    good, gone = enrolled(centre), enrolled(centre)
    put(good, name="Sala")
    exchange(good)
    with centre.database() as connection:
        revoke(connection, gone.author.device_id, at=datetime.now(UTC), wipe=False)
        return good.author.device_id, gone.author.device_id, Tokens(secret_of(connection))


def asked(centre, door, authorization=""):
    """The status of a request with an empty body."""
    path = door.path
    for name, value in (("scope", "1312"), ("sha256", "0" * 64), ("upload", "0" * 32)):
        path = path.replace(f"{{{name}}}", value)
    path = path.replace("{form}", "0" * 32).replace("{name}", "a.jpg")
    headers = {"X-HTTP-Method-Override": "PATCH", "Tus-Resumable": "1.0.0", "Range": "bytes=0-1"}
    if authorization:
        headers["Authorization"] = authorization
    line = http.client.HTTPConnection("127.0.0.1", centre.port, timeout=20)
    with contextlib.closing(line):
        line.request(door.method.upper(), path, headers=headers)
        answer = line.getresponse()
        answer.read()
        return answer.status


def test_every_door_is_described_and_every_description_is_a_door(tmp_path):
    config = config_for(tmp_path / "centro", f"sqlite:///{tmp_path / 'c.db'}")
    site = make_site(config, clock=SystemClock())
    app = make_app(site)
    described = {
        (method, path)
        for path, methods in app.openapi()["paths"].items()
        for method in methods
        if path.startswith(OURS)
    }
    doors = {
        (method.lower(), route.path.replace(":str}", "}"))
        for route in app.routes
        if getattr(route, "path", "").startswith(OURS)
        for method in route.methods
    }
    # What FastAPI made of a GET by itself answers as the GET does.
    doors = {
        (method, path)
        for method, path in doors
        if not (method == "head" and ("get", path) in doors and (method, path) not in described)
    }
    by_fastapi = {("post", f"/v1/{name}") for name in ("enrol", "challenge", "token")}
    assert described == doors | by_fastapi
    site.engine.dispose()


@named(BY_DEVICE)
def test_no_door_of_devices_opens_without_a_token_that_holds(centre, keys, door):
    good, gone, tokens = keys
    now = datetime.now(UTC)
    old = tokens.token(good, now=now - timedelta(hours=1))
    forged = Tokens(bytes(32)).token(good, now=now)
    for given in ("", "Bearer", "Bearer x", f"Bearer {old}", f"Bearer {forged}", "Basic eDp5",
                  f"Terreno {'A' * 128}"):  # fmt: skip
        assert asked(centre, door, given) == 401, given
    assert asked(centre, door, f"Bearer {tokens.token(good, now=now)}") not in (401, 403) or (
        "snapshot" in door.path
    )
    assert asked(centre, door, f"Bearer {tokens.token(gone, now=now)}") in (400, 403)


@named(BY_PHONE)
def test_no_door_of_phones_opens_without_a_password(centre, keys, door):
    _, _, tokens = keys
    token = tokens.token(keys[0], now=datetime.now(UTC))
    wrong = base64.b64encode(b"ana:errada").decode()
    for given in ("", "Basic", "Basic x", f"Basic {wrong}", f"Bearer {token}", "Digest x"):
        assert asked(centre, door, given) == 401, given


@pytest.mark.skipif(not SCHEMATHESIS, reason="TERRENO_SCHEMATHESIS names no schemathesis")
@pytest.mark.parametrize("who", ["nobody", "device", "phone"])
def test_whatever_is_asked_is_answered_as_described(centre, keys, who, tmp_path):
    given = {"nobody": [], "device": [], "phone": []}
    if who == "device":
        token = keys[2].token(keys[0], now=datetime.now(UTC))
        given[who] = ["--header", f"Authorization: Bearer {token}"]
    elif who == "phone":
        phone = a_phone(centre, "ana.schema")
        given[who] = ["--auth", f"{phone.login}:{phone.password}"]
    hooks = Path(__file__).parent / "others" / "schemathesis_hooks.py"
    shutil.copy(hooks, tmp_path / "hooks_of_ours.py")
    checks = "not_a_server_error,status_code_conformance,content_type_conformance"
    done = subprocess.run(
        [SCHEMATHESIS, "run", f"{centre.url}/openapi.json", *given[who], "--checks", checks,
         "--phases", "examples,coverage,fuzzing", "--max-examples", "60", "--no-color"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
        env=os.environ | {"PYTHONPATH": str(tmp_path), "SCHEMATHESIS_HOOKS": "hooks_of_ours"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-4000:]
    assert not [one for one in centre.log_lines() if '"level": "error"' in one]
