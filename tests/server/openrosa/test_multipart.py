"""The parser of multi-part bodies: any cut of the stream gives the same."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from sync.server.openrosa.multipart import Part, Parts
from tests.server.openrosa.phones import BOUNDARY, multipart


def parsed(body: bytes, cuts: list[int]) -> tuple[dict, bool]:
    parts, found, name = Parts(BOUNDARY.encode()), {}, None
    edges = [0, *sorted(cut % (len(body) + 1) for cut in cuts), len(body)]
    for start, end in itertools.pairwise(edges):
        for one in parts.feed(body[start:end]):
            if isinstance(one, Part):
                name = one.name
                found[name] = b""
            else:
                found[name] += one
    return found, parts.ended


near = st.lists(
    st.sampled_from([b"\r", b"\n", b"-", b"--", b"\r\n", BOUNDARY.encode(), b"x", b"\r\n--", b"\0"])
).map(b"".join)


@given(near, st.lists(st.integers(0, 10_000), max_size=12), st.booleans())
def test_what_was_put_together_comes_apart_again(content, cuts, incomplete):
    mark = f"\r\n--{BOUNDARY}".encode()
    content = content.replace(mark, b"")
    if mark in b"\r\n" + content:
        content = b""
    body = multipart(b"<a/>", {"é x.jpg": content}, incomplete=incomplete)
    found, ended = parsed(body, cuts)
    assert ended
    assert found["xml_submission_file"] == b"<a/>"
    assert found["é x.jpg"] == content
    assert ("*isIncomplete*" in found) is incomplete
