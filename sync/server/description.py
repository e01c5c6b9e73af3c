"""The OpenAPI description of the doors that FastAPI does not see: data, files and phones.

Their bodies are msgpack, bytes or XML; what stands here is which doors there are, what opens them
and which statuses they answer with. The pages for people are not part of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sync.server.bodies import MSGPACK

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi import FastAPI

BYTES, XML, FORM = "application/octet-stream", "text/xml", "multipart/form-data"
_OFFSET_BYTES = "application/offset+octet-stream"
_ALWAYS = (401, 403, 429, 503)
_DATA = (400, 409, 413, 422, 426, *_ALWAYS)


@dataclass(frozen=True, slots=True)
class Door:
    """A route: how to ask, what is brought, what comes back when it opens, and when it does not.

    `by`: the security scheme that opens it; empty: nobody is asked.
    """

    method: str
    path: str
    summary: str
    good: tuple[int, ...]
    troubles: tuple[int, ...]
    brings: str = ""
    gives: str = ""
    by: str = "device"


DOORS = (
    Door("post", "/v1/hello", "Who comes, and what there is", (200,), _DATA, MSGPACK, MSGPACK),
    Door("post", "/v1/push", "Take operations", (200,), _DATA, MSGPACK, MSGPACK),
    Door("post", "/v1/resupply", "Take back after a restore", (200,), _DATA, MSGPACK, MSGPACK),
    Door("post", "/v1/pull", "What comes next in a scope", (200,), (*_DATA, 410), MSGPACK, MSGPACK),
    Door("get", "/v1/snapshot/{scope}", "The newest snapshot", (200, 204), _DATA, gives=MSGPACK),
    Door("get", "/v1/snapshots/{sha256}", "A part of a snapshot", (206,), (*_DATA, 404, 410),
         gives=BYTES),
    Door("post", "/v1/have", "Which files are here", (200,), _DATA, MSGPACK, MSGPACK),
    Door("get", "/v1/blobs/{sha256}", "A file, or a part of it", (200, 206, 304),
         (*_DATA, 404, 410, 416), gives=BYTES),
    Door("head", "/v1/blobs/{sha256}", "What a file is", (200, 206, 304), (*_DATA, 404, 410, 416)),
    Door("options", "/v1/files", "What this tus server can do", (204,), _ALWAYS, by=""),
    Door("post", "/v1/files", "Begin an upload (tus 1.0)", (200, 201), (*_DATA, 410, 412, 507)),
    Door("options", "/v1/files/{upload}", "As of all uploads", (204,), _ALWAYS, by=""),
    Door("head", "/v1/files/{upload}", "How far an upload is", (200,), (*_DATA, 404, 410, 412)),
    Door("patch", "/v1/files/{upload}", "More of an upload", (204,),
         (*_DATA, 404, 410, 412, 415, 460, 507), _OFFSET_BYTES),
    Door("delete", "/v1/files/{upload}", "Give an upload up", (204,), (*_DATA, 404, 410, 412)),
    Door("post", "/v1/files/{upload}", "PATCH or DELETE by another name", (204,),
         (*_DATA, 404, 405, 410, 412, 415, 460, 507), _OFFSET_BYTES),
    Door("get", "/openrosa/formList", "Which check-lists there are", (200,), _ALWAYS, gives=XML,
         by="phone"),
    Door("get", "/openrosa/forms/{form}.xml", "A check-list", (200,), (*_ALWAYS, 404, 410),
         gives=XML, by="phone"),
    Door("get", "/openrosa/forms/{form}/manifest", "Its files", (200,), (*_ALWAYS, 404, 410),
         gives=XML, by="phone"),
    Door("get", "/openrosa/forms/{form}/media/{name}", "A file of it", (200,),
         (*_ALWAYS, 404, 410), gives=BYTES, by="phone"),
    Door("head", "/openrosa/submission", "How much may come", (204,), _ALWAYS, by="phone"),
    Door("post", "/openrosa/submission", "Hand in", (201,),
         (400, 404, 409, 413, 422, 507, *_ALWAYS), FORM, XML, by="phone"),
)  # fmt: skip

_SCHEMES = {
    "device": {"type": "http", "scheme": "bearer", "description": "/v1/challenge, /v1/token"},
    "phone": {"type": "http", "scheme": "basic", "description": "or Digest, where it was given"},
}


def describe(app: FastAPI) -> Callable[[], dict[str, Any]]:
    """What `app.openapi` is to be: FastAPI's own description, and the doors above."""
    usual = app.openapi

    def whole() -> dict[str, Any]:
        if app.openapi_schema is None:
            described = usual()
            for door in DOORS:
                path = described["paths"].setdefault(door.path, {})
                path[door.method] = _operation(door)
            described.setdefault("components", {})["securitySchemes"] = _SCHEMES
            app.openapi_schema = described
        return app.openapi_schema or {}

    return whole


def _operation(door: Door) -> dict[str, Any]:
    content = {door.gives: {"schema": {"type": "string", "format": "binary"}}} if door.gives else {}
    answers: dict[str, Any] = {
        str(status): {"description": "It opens", **({"content": content} if content else {})}
        for status in door.good
    }
    # A refusal says why in the manner of its door: msgpack, plain words or XML.
    answers |= {
        str(status): {"description": "Refused", "content": {"*/*": {}}} for status in door.troubles
    }
    told: dict[str, Any] = {
        "summary": door.summary,
        "operationId": f"{door.method}{door.path}",
        "parameters": [
            {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
            for name in _names(door.path)
        ],
        "responses": answers,
    }
    if door.brings:
        told["requestBody"] = {
            "required": True,
            "content": {door.brings: {"schema": {"type": "string", "format": "binary"}}},
        }
    if door.by:
        told["security"] = [{door.by: []}]
    return told


def _names(path: str) -> list[str]:
    return [part.split("}")[0] for part in path.split("{")[1:]]
