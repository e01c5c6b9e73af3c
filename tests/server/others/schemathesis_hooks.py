"""How schemathesis sends bodies that are no JSON: as the bytes it made up."""

from __future__ import annotations

import schemathesis


@schemathesis.serializer("application/msgpack", "application/offset+octet-stream")
def as_bytes(_context, value):
    """What comes may be wrapped."""
    value = getattr(value, "data", value)
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")
