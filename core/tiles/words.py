"""What a file says of itself, as one line of plain text."""

from __future__ import annotations

import html
import re

_MOST = 160


def plain(text: str) -> str:
    """Without tags and line ends; attributions are often links in HTML."""
    bare = html.unescape(re.sub(r"<[^<>]*>", "", text))
    return " ".join("".join(one if one.isprintable() else " " for one in bare).split())[:_MOST]
