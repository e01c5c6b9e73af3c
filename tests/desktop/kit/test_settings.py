"""Settings keep their types across starts and survive a spoiled file."""

from __future__ import annotations

from dataclasses import fields

import pytest

from desktop.kit.settings import Settings, SettingsFile


def test_types_survive_a_restart(tmp_path):
    path = tmp_path / "definicoes.ini"
    SettingsFile(path).change(font_percent=150, one_screen=False, name="Ana = [é] %s", theme="dark")
    again = SettingsFile(path).value
    assert again == Settings(font_percent=150, one_screen=False, name="Ana = [é] %s", theme="dark")
    for field in fields(Settings):
        assert type(getattr(again, field.name)) is type(getattr(Settings(), field.name))


@pytest.mark.parametrize(
    "text", ["", "rubbish", "[terreno]\nfont_percent = large\n", "[terreno]\none_screen = 1\n"]
)
def test_a_spoiled_file_gives_defaults(tmp_path, text):
    path = tmp_path / "definicoes.ini"
    path.write_text(text, encoding="utf-8")
    assert SettingsFile(path).value == Settings()


def test_unknown_keys_are_left_alone(tmp_path):
    path = tmp_path / "definicoes.ini"
    path.write_text("[terreno]\nnewer = yes\n", encoding="utf-8")
    SettingsFile(path).change(name="Ana")
    assert "newer = yes" in path.read_text(encoding="utf-8")


def test_another_type_is_refused(tmp_path):
    file = SettingsFile(tmp_path / "definicoes.ini")
    with pytest.raises(TypeError):
        file.change(font_percent="150")
    with pytest.raises(TypeError):
        file.change(colour="red")


def test_a_change_is_told_once(tmp_path, qtbot):
    file = SettingsFile(tmp_path / "definicoes.ini")
    heard = []
    file.changed.connect(heard.append)
    file.change(name="Ana")
    file.change(name="Ana")
    assert [each.name for each in heard] == ["Ana"]
