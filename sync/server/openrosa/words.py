"""What the door says, in OpenRosa's XML (https://docs.getodk.org/openrosa/)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sync.server.openrosa.catalogue import FormFile, ServedForm

XML = "text/xml; charset=utf-8"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_LIST = "http://openrosa.org/xforms/xformsList"
_MANIFEST = "http://openrosa.org/xforms/xformsManifest"
_ANSWER = "http://openrosa.org/http/response"


def form_list(
    forms: Iterable[tuple[ServedForm, str]], *, address: Callable[[ServedForm], str]
) -> str:
    """The forms, each with the MD5 of its XForm; `address`: where one lies."""
    lines = [
        "<xform>"
        + _tag("formID", form.form_id) + _tag("name", form.title) + _tag("version", form.version)
        + _tag("hash", f"md5:{md5}") + _tag("downloadUrl", f"{address(form)}.xml")
        + (_tag("manifestUrl", f"{address(form)}/manifest") if form.media else "")
        + "</xform>"
        for form, md5 in forms
    ]  # fmt: skip
    return f'{_HEAD}<xforms xmlns="{_LIST}">{"".join(lines)}</xforms>'


def manifest(files: Iterable[tuple[FormFile, str, str]]) -> str:
    """The files of a form: each with its MD5 and its address."""
    lines = [
        "<mediaFile>" + _tag("filename", file.name) + _tag("hash", f"md5:{md5}")
        + _tag("downloadUrl", url) + "</mediaFile>"
        for file, md5, url in files
    ]  # fmt: skip
    return f'{_HEAD}<manifest xmlns="{_MANIFEST}">{"".join(lines)}</manifest>'


def message(text: str, *, error: bool = False) -> str:
    """What became of a request, for the person with the phone."""
    nature = "error" if error else "submit_success"
    return (
        f'{_HEAD}<OpenRosaResponse xmlns="{_ANSWER}">'
        f'<message nature="{nature}">{escape(text)}</message></OpenRosaResponse>'
    )


def _tag(name: str, text: str) -> str:
    return f"<{name}>{escape(_sayable(text))}</{name}>"


def _sayable(text: str) -> str:
    """Without what XML 1.0 cannot hold."""
    return "".join(
        one for one in text
        if one in "\t\n\r" or (one >= " " and not "\ud800" <= one <= "\udfff"
                               and one not in "\ufffe\uffff")
    )  # fmt: skip
