"""Logging in with the organisation's account; what does not fit lets nobody in.

With a provider of others: uv pip install --target FOLDER oidc-provider-mock
TERRENO_OIDC=FOLDER python -m pytest <this file>
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from threading import Event
from urllib.parse import urlencode, urlsplit

import pytest

from tests.server.centres import CentreProcess, config_for
from tests.server.postgres import free_port
from tests.server.web import provider as providers
from tests.server.web.browsing import Browser, add


@pytest.fixture(scope="module")
def provider():
    with providers.running() as one:
        yield one


@pytest.fixture(scope="module")
def centre(provider, tmp_path_factory):
    folder = tmp_path_factory.mktemp("oidc")
    config = config_for(
        folder / "centro", f"sqlite:///{folder / 'c.db'}", keep_free=1, logins_a_minute=10_000,
        oidc_issuer=provider.issuer, oidc_client=providers.CLIENT,
    )  # fmt: skip
    os.environ["TERRENO_OIDC_SECRET"] = providers.SECRET
    try:
        with CentreProcess(config) as one:
            add(one, "ana")
            add(one, "rui@amp.pt")
            yield one
    finally:
        del os.environ["TERRENO_OIDC_SECRET"]


@pytest.fixture(autouse=True)
def honest(provider):
    provider.login, provider.lie = "ana", {}


def path_of(answer) -> str:
    assert answer.status == 303, answer.words()
    found = urlsplit(answer.headers["location"])
    return f"{found.path}?{found.query}"


def there_and_back(browser, provider) -> str:
    """As far as the way back: its path."""
    to = path_of(browser.get("/web/oidc", follow=False))
    return path_of(Browser(provider.issuer).get(to, follow=False))


def test_who_has_an_account_there_and_a_place_here_comes_in(centre, provider):
    browser = Browser(centre.url)
    assert browser.get("/web/login").tree.xpath("//a[@href='/web/oidc']")
    page = browser.get(there_and_back(browser, provider))
    assert page.status == 200
    assert "Sincronização" in page.words("//h1")
    assert browser.cookies.keys() == {"terreno"}
    assert "oidc" in browser.get("/web/audit?action=person.entered").words("//tbody")


def test_an_account_without_a_place_here_stays_out(centre, provider):
    provider.login = "desconhecida"
    browser = Browser(centre.url)
    page = browser.get(there_and_back(browser, provider))
    assert page.status == 403
    assert "não tem acesso" in page.words()
    assert "terreno" not in browser.cookies


@pytest.mark.parametrize(
    "lie",
    [
        {"iss": "https://mal.example"},
        {"aud": "outro"},
        {"aud": ["central", "outro"]},
        {"aud": ["central", "outro"], "azp": "outro"},
        {"exp": 1},
        {"exp": None},
        {"exp": "amanhã"},
        {"nonce": "0" * 64},
        {"nonce": None},
        {"preferred_username": None},
        {"preferred_username": ["ana"]},
    ],
)
def test_a_token_that_does_not_fit_lets_nobody_in(centre, provider, lie):
    provider.lie = lie
    browser = Browser(centre.url)
    page = browser.get(there_and_back(browser, provider))
    assert page.status == 502
    assert "terreno" not in browser.cookies


def test_a_way_back_belongs_to_the_browser_that_went(centre, provider):
    """Nobody is logged in as somebody else by a link: the state is that of a cookie."""
    back = there_and_back(Browser(centre.url), provider)
    stranger = Browser(centre.url)
    assert stranger.get(back).status == 403
    stranger.get("/web/oidc", follow=False)
    assert stranger.get(back).status == 403
    assert "terreno" not in stranger.cookies


def test_a_code_is_good_once(centre, provider):
    browser = Browser(centre.url)
    to = path_of(browser.get("/web/oidc", follow=False))
    kept = dict(browser.cookies)
    back = path_of(Browser(provider.issuer).get(to, follow=False))
    assert browser.get(back).status == 200
    again = Browser(centre.url)
    again.cookies = kept
    assert again.get(back).status == 502


def test_an_answer_of_another_issuer_is_not_taken(centre, provider):
    browser = Browser(centre.url)
    back = there_and_back(browser, provider).split("&iss=")[0]
    assert browser.get(f"{back}&iss=https%3A%2F%2Fmal.example").status == 502
    assert browser.get(f"{back.split('code=')[0]}error=access_denied").status == 403


def test_without_a_provider_there_is_no_such_way(tmp_path):
    config = config_for(tmp_path / "centro", f"sqlite:///{tmp_path / 'c.db'}", keep_free=1)
    with CentreProcess(config) as centre:
        browser = Browser(centre.url)
        assert not browser.get("/web/login").tree.xpath("//a[@href='/web/oidc']")
        assert browser.get("/web/oidc").status == 404
        assert browser.get("/web/oidc/back?code=x&state=y").status == 403


@pytest.mark.slow
def test_a_provider_of_others_lets_in_too(tmp_path, monkeypatch):
    folder = os.environ.get("TERRENO_OIDC", "")
    if not (Path(folder) / "oidc_provider_mock").is_dir():
        pytest.skip("TERRENO_OIDC names no folder with oidc-provider-mock")
    port = free_port()
    issuer = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), "--require-registration",
         "true"],
        env=os.environ | {"PYTHONPATH": folder}, cwd=tmp_path,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        config = config_for(
            tmp_path / "centro", f"sqlite:///{tmp_path / 'c.db'}", keep_free=1, oidc_claim="sub"
        )
        registered = None
        for _ in range(200):
            body = json.dumps({"redirect_uris": [f"{config.url}/web/oidc/back"]}).encode()
            request = urllib.request.Request(
                f"{issuer}/oauth2/clients", data=body, headers={"Content-Type": "application/json"}
            )
            try:
                with urllib.request.urlopen(request, timeout=10) as answer:
                    registered = json.loads(answer.read())
                break
            except OSError:
                Event().wait(0.1)
        monkeypatch.setenv("TERRENO_OIDC_SECRET", registered["client_secret"])
        with config.file.open("a") as file:
            file.write(f'oidc_issuer = "{issuer}"\noidc_client = "{registered["client_id"]}"\n')
        with CentreProcess(config) as centre:
            add(centre, "maria.silva")
            browser = Browser(centre.url)
            to = path_of(browser.get("/web/oidc", follow=False))
            line = urllib.request.Request(
                issuer + to, data=urlencode({"sub": "maria.silva"}).encode()
            )

            class Stay(urllib.request.HTTPRedirectHandler):
                def redirect_request(self, *_):
                    return None

            try:
                urllib.request.build_opener(Stay).open(line, timeout=10)
                raise AssertionError("it did not send the browser back")
            except urllib.error.HTTPError as sent:
                found = urlsplit(sent.headers["location"])
                sent.close()
            page = browser.get(f"{found.path}?{found.query}")
            assert page.status == 200, page.words()
            assert "maria.silva" in page.words("//header")
    finally:
        process.terminate()
        process.wait()
