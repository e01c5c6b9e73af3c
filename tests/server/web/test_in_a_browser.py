"""The page in a real Chromium: by keyboard, 320 px wide, dark and light; and axe-core's rules.

TERRENO_CHROMIUM=PROGRAM TERRENO_AXE=node_modules/axe-core/axe.min.js pytest <this file>
(npm install axe-core; the program may be any Chromium or Chrome, or npm's @sparticuz/chromium)
"""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from sync.centre.tables import SyncDevice
from sync.server.web.pages import MENU
from tests.server.web.browsing import PASSWORD, add

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
LOOKS = [(320, "light", "pt-PT"), (320, "dark", "en-GB"), (1280, "light", "en-GB"),
         (1280, "dark", "pt-PT")]  # fmt: skip
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]


@pytest.fixture(scope="module")
def chromium():
    """A Chromium that runs."""
    program = os.environ.get("TERRENO_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), "")
    if not program:
        pytest.skip("no Chromium: none on the PATH, and TERRENO_CHROMIUM names none")
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=program,
            args=["--headless", "--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])],
        )
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium, centre):
    """Gives a page of a size and look, logged in as nobody."""
    contexts = []

    def open_one(width, scheme, language, *, scripts=False):
        context = chromium.new_context(
            viewport={"width": width, "height": 720}, color_scheme=scheme, locale=language,
            java_script_enabled=scripts, bypass_csp=scripts, base_url=centre.url,
        )  # fmt: skip
        contexts.append(context)
        return context.new_page()

    yield open_one
    for one in contexts:
        one.close()


@pytest.fixture(scope="module")
def person(centre, world):
    """Somebody of the team, and a laptop that has not come for long."""
    with centre.database() as connection:
        connection.execute(
            update(SyncDevice)
            .where(SyncDevice.id == world["maia"].author.device_id)
            .values(
                seen_at=datetime.now(UTC) - timedelta(days=40), waiting=1240, refused=3,
                refused_why="scope", name="portátil da Câmara Municipal de um nome bem comprido",
            )
        )  # fmt: skip
    return add(centre, "equipa.navega", "administrator")


def log_in(page, person):
    page.goto("/")
    page.fill("#login", person)
    page.fill("#password", PASSWORD)
    page.press("#password", "Enter")
    page.wait_for_url("**/web/overview")


@pytest.mark.slow
@pytest.mark.parametrize(("width", "scheme", "language"), LOOKS)
def test_nothing_sticks_out_and_no_rule_is_broken(opened, world, person, width, scheme, language):
    axe = os.environ.get("TERRENO_AXE", "")
    page = opened(width, scheme, language, scripts=True)
    page.goto("/web/login")
    device = world["one"].author.device_id
    found = {}
    for path in ("login", *MENU, f"devices/{device}", "devices/nada"):
        if path == MENU[0]:
            log_in(page, person)
        page.goto(f"/web/{path}")
        # Wide tables move inside their own box; the page itself never moves sideways.
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        if Path(axe).is_file():
            page.add_script_tag(content=Path(axe).read_text(encoding="utf-8"))
            broken = page.evaluate(
                "rules => axe.run(document, {runOnly: rules}).then(got => got.violations.map("
                "one => one.id + ' ' + one.nodes.map(node => node.html).join(' | ')))",
                RULES,
            )
            if broken:
                found[path] = broken
    assert found == {}


def test_a_code_is_made_by_keyboard_alone_and_without_scripts(opened, person):
    page = opened(1280, "light", "pt-PT")
    log_in(page, person)
    page.goto("/web/codes")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Saltar para o conteúdo"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("name") == "org"
    page.keyboard.type("Maia")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Fazer um código"
    outline = page.locator(":focus")
    assert outline.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_selector("code.big")
    assert len(page.inner_text("code.big")) == 14
    assert "Maia" in page.inner_text("tbody tr:first-child")


def test_the_browser_keeps_the_session_cookie_from_scripts(opened, person):
    page = opened(1280, "light", "pt-PT", scripts=True)
    log_in(page, person)
    assert page.evaluate("document.cookie") == ""
    (cookie,) = [one for one in page.context.cookies() if one["name"] == "terreno"]
    assert cookie["httpOnly"]
    assert cookie["sameSite"] == "Lax"


def test_a_wipe_is_not_sent_before_its_box_is_ticked(opened, world, person):
    page = opened(320, "dark", "pt-PT")
    log_in(page, person)
    page.goto(f"/web/devices/{world['two'].author.device_id}")
    page.click("text=Retirar acesso e apagar")
    assert "done=wiped" not in page.url
    page.check("#sure")
    page.click("text=Retirar acesso e apagar")
    page.wait_for_url("**done=wiped**")
    assert "a apagar no próximo contacto" in page.inner_text("[role=status]")
