"""The little Markdown of ODK labels, as rich text for a label and as plain text for a reader."""

from __future__ import annotations

import re
from html import escape

SIGNS = re.compile(r"[*_\[\]#<>&\\\n]|https?:")
SPAN = re.compile(
    r"&lt;span\s+style=(?:&quot;|&#x27;)(.*?)(?:&quot;|&#x27;)\s*&gt;(.*?)&lt;/span&gt;", re.DOTALL
)
LINK = re.compile(r"\[([^\]]+)\]\(((?:https?|mailto):[^)\s]+)\)")
STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?[*_]*)(?<=\S)\1", re.DOTALL)
WEAK = re.compile(r"(?<![\w*_])([*_])(?=\S)(.+?)(?<=\S)\1(?![\w*_])", re.DOTALL)
HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*$")
BREAK = re.compile(r"[ \t]*<br\s*/?>[ \t]*")
TAGS = re.compile(r"<[^>]+>")
STYLES = re.compile(r"(color|font-family)\s*:\s*([#\w ,.'-]+)")
ESCAPED = re.compile(r"\\([\\*_#\[\]])")
KEPT = "\ue000"


def is_plain(text: str) -> bool:
    """Nothing in it asks for rich text: the quick way for most labels."""
    return SIGNS.search(text) is None


def rich(text: str) -> str:
    """Label → the HTML that a QLabel shows. Only bold, italics, links, headings, colour and breaks.

    Everything else is escaped, so that a form cannot bring pictures or scripts of its own.
    """
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[1])
        return f"{KEPT}{len(kept) - 1}{KEPT}"

    body = escape(BREAK.sub("\n", ESCAPED.sub(keep, text)))
    body = body.replace("&amp;nbsp;", "&nbsp;")
    links: list[str] = []

    def link(match: re.Match[str]) -> str:
        links.append(f'<a href="{match[2]}">')
        return f"{KEPT}a{len(links) - 1}{KEPT}{match[1]}</a>"

    body = LINK.sub(link, body)
    body = SPAN.sub(_span, body)
    body = STRONG.sub(r"<b>\2</b>", body)
    body = WEAK.sub(r"<i>\2</i>", body)
    lines = [_line(line) for line in body.split("\n")]
    html = "<br>".join(lines).replace("</h4><br>", "</h4>").replace("</h3><br>", "</h3>")
    html = re.sub(f"{KEPT}a(\\d+){KEPT}", lambda m: links[int(m[1])], html)
    return re.sub(f"{KEPT}(\\d+){KEPT}", lambda m: escape(kept[int(m[1])]), html)


def _span(match: re.Match[str]) -> str:
    styles = "; ".join(f"{name}: {value.strip()}" for name, value in STYLES.findall(match[1]))
    return f'<span style="{escape(styles)}">{match[2]}</span>' if styles else match[2]


def _line(line: str) -> str:
    heading = HEADING.match(line)
    if heading is None:
        return line
    size = "h3" if len(heading[1]) <= 2 else "h4"
    return f"<{size} style='margin:0'>{heading[2]}</{size}>"


def plain(text: str) -> str:
    """Label → one line of plain text, for accessible names, lists and search."""
    if is_plain(text):
        return text.strip()
    bare = re.sub(r"<br>|</h[34]>", " ", rich(text))
    bare = TAGS.sub("", bare).replace("&nbsp;", " ").replace("&lt;", "<").replace("&gt;", ">")
    bare = bare.replace("&quot;", '"').replace("&#x27;", "'").replace("&amp;", "&")
    return " ".join(bare.split())
