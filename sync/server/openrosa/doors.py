"""The routes that ODK Collect asks: form list, manifests, forms, files, and submissions."""

from __future__ import annotations

import functools
import hashlib
from dataclasses import replace
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from uuid import UUID

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from sync.protocol.endpoint import Refused
from sync.server.bodies import STATUS
from sync.server.gate import site_of
from sync.server.openrosa import catalogue, inbox, posting, visit_list, words
from sync.server.openrosa.catalogue import FormFile
from sync.server.openrosa.gate import challenges, collector_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from sync.server.openrosa.catalogue import ServedForm
    from sync.server.openrosa.collectors import Known
    from sync.server.site import Site

BASE = "/openrosa"
_STATUS = STATUS | {"tls": 403, "name": 400, "xml": 400, "form": 404, "gone": 404, "other": 409}
_WORDS = {
    "unauthorised": "Nome de entrada ou palavra-passe errados.",
    "tls": "Só por HTTPS.",
    "rate": "Demasiados pedidos; tente daqui a um minuto.",
    "malformed": "O pedido não se consegue ler.",
    "name": "O nome de um ficheiro não pode ser usado.",
    "xml": "O registo não se consegue ler, ou não tem identificador.",
    "form": "A central não tem este guião.",
    "other": "A central já tem este registo com outro conteúdo.",
    "size": "O envio é grande demais.",
    "full": "A central não tem espaço; tente mais tarde.",
    "busy": "A central está ocupada; tente daqui a pouco.",
    "gone": "Não está aqui.",
}


def refusing(
    handle: Callable[[Request], Awaitable[Response]],
) -> Callable[..., Awaitable[Response]]:
    """Every answer has OpenRosa's headers; refusals are said in its XML."""

    @functools.wraps(handle)
    async def guarded(request: Request) -> Response:
        site = site_of(request)
        try:
            answer = await handle(request)
        except Refused as refused:
            site.meters.refused.labels(refused.code).inc()
            answer = await run_in_threadpool(_refusal, refused, request)
        except (DBAPIError, NoConnection) as error:
            site.meters.troubled(error)
            answer = _refusal(Refused("busy"), request)
        answer.headers["x-openrosa-version"] = "1.0"
        answer.headers["date"] = format_datetime(site.clock.now(), usegmt=True)
        answer.headers["cache-control"] = "no-store"
        return answer

    return guarded


@refusing
async def form_list(request: Request) -> Response:
    """Which check-lists there are; `formID` names one."""
    who = await collector_of(request)
    site = site_of(request)
    wanted = request.query_params.get("formID")

    def listed() -> str:
        with site.engine.begin() as connection:
            forms = catalogue.served_forms(connection, who.organisation)
        told = [
            (form, site.phones.md5_of(form.xml.sha256, form.xml.size))
            for form in forms
            if wanted in (None, form.form_id)
        ]
        return words.form_list(told, address=lambda form: _address(site, form))

    return Response(await run_in_threadpool(listed), media_type=words.XML)


@refusing
async def manifest(request: Request) -> Response:
    """The files that a form uses."""
    who = await collector_of(request)
    site = site_of(request)

    def listed() -> str:
        form = _form(site, who, request)
        told = []
        for one in form.media:
            if one.name == visit_list.NAME:
                md5 = hashlib.md5(_visits(site, who, form), usedforsecurity=False).hexdigest()
            else:
                md5 = site.phones.md5_of(one.sha256, one.size)
            told.append((one, md5, f"{_address(site, form)}/media/{quote(one.name, safe='')}"))
        return words.manifest(told)

    return Response(await run_in_threadpool(listed), media_type=words.XML)


@refusing
async def form_xml(request: Request) -> Response:
    """A form."""
    who = await collector_of(request)
    site = site_of(request)
    form = await run_in_threadpool(_form, site, who, request)
    return _file(site, replace(form.xml, media_type=words.XML))


@refusing
async def media(request: Request) -> Response:
    """A file that a form uses."""
    who = await collector_of(request)
    site = site_of(request)
    form = await run_in_threadpool(_form, site, who, request)
    name = request.path_params["name"]
    found = next((one for one in form.media if one.name == name), None)
    if found is None:
        raise Refused("gone")
    if name == visit_list.NAME:
        content = await run_in_threadpool(_visits, site, who, form)
        return Response(content, media_type="text/csv; charset=utf-8")
    return _file(site, found)


@refusing
async def submission_head(request: Request) -> Response:
    """How much may come in one post, and where it goes."""
    await collector_of(request)
    return Response(status_code=204, headers=_of_submissions(site_of(request)))


@refusing
async def submit(request: Request) -> Response:
    """Take a submission, or a part of one: 201 once it is on the disk, and the same again 201."""
    who = await collector_of(request)
    site = site_of(request)
    arrived = posting.Arrived()
    try:
        await posting.receive(request, arrived)
        if not arrived.xml:
            raise Refused("malformed", posting.XML_PART)
        waits = await run_in_threadpool(_keep, site, who, arrived)
    finally:
        for upload, _, _ in arrived.files.values():
            site.phones.posted.drop(upload)
    if waits:
        site.phones.arrived.set()
    return Response(
        words.message("Recebido."), status_code=201, media_type=words.XML,
        headers=_of_submissions(site),
    )  # fmt: skip


def _keep(site: Site, who: Known, arrived: posting.Arrived) -> bool:
    at = site.clock.now()
    posted, texts = posting.read(arrived.xml)
    with site.engine.begin() as connection:
        if not catalogue.knows_form(connection, who.organisation, posted.form_id):
            raise Refused("form")
    files: list[FormFile] = []
    # Of what nothing in the submission speaks nothing is kept.
    named = {name: one for name, one in sorted(arrived.files.items()) if name in texts}
    hashes = {name: site.phones.posted.sha256(upload) for name, (upload, _, _) in named.items()}
    with site.engine.begin() as connection:
        inbox.check_files(connection, who, posted, hashes.items())
    for name, (upload, size, media_type) in named.items():
        sha256 = hashes[name]
        with site.engine.begin() as connection:
            gone = inbox.erased(connection, who.organisation, sha256)
        if gone:
            continue
        site.blobs.keep(sha256, site.phones.posted.path(upload))
        site.meters.file_bytes.inc(size)
        files.append(FormFile(name, sha256, size, media_type or "application/octet-stream"))
    whole = replace(posted, files=files, incomplete=arrived.incomplete)
    with site.engine.begin() as connection:
        return inbox.keep(connection, who, whole, at=at)


def _form(site: Site, who: Known, request: Request) -> ServedForm:
    try:
        wanted = UUID(request.path_params["form"])
    except ValueError as error:
        raise Refused("gone") from error
    with site.engine.begin() as connection:
        forms = catalogue.all_forms(connection, who.organisation)
    found = next((one for one in forms if one.id == wanted), None)
    if found is None:
        raise Refused("gone")
    return found


def _visits(site: Site, who: Known, form: ServedForm) -> bytes:
    with site.engine.begin() as connection:
        return visit_list.visits_csv(connection, who.organisation, form.form_id)


def _file(site: Site, file: FormFile) -> Response:
    headers = {
        "content-length": str(file.size), "etag": f'"{file.sha256}"',
        "content-type": file.media_type or "application/octet-stream",
        "x-content-type-options": "nosniff",
    }  # fmt: skip
    pieces = site.blobs.read(file.sha256, start=0, size=file.size)
    return StreamingResponse(pieces, headers=headers)


def _address(site: Site, form: ServedForm) -> str:
    return f"{site.config.url}{BASE}/forms/{form.id}"


def _of_submissions(site: Site) -> dict[str, str]:
    return {
        "x-openrosa-accept-content-length": str(posting.MOST_POST),
        "location": f"{site.config.url}{BASE}/submission",
    }


def _refusal(refused: Refused, request: Request) -> Response:
    status = _STATUS.get(refused.code, 400)
    answer = Response(
        words.message(_WORDS.get(refused.code, "O pedido foi recusado."), error=True),
        status_code=status, media_type=words.XML,
    )  # fmt: skip
    if status == 401:
        for one in challenges(request):
            stale = refused.detail == "stale" and one.startswith("Digest")
            answer.headers.append("www-authenticate", f"{one}, stale=true" if stale else one)
    if status in (429, 503):
        answer.headers["retry-after"] = "60" if status == 429 else "5"
    if status == 413:
        answer.headers["x-openrosa-accept-content-length"] = str(posting.MOST_POST)
    return answer


def _route(path: str, handle: Callable[..., Any], *methods: str) -> Route:
    return Route(f"{BASE}/{path}", handle, methods=list(methods))


ROUTES = [
    _route("formList", form_list, "GET"),
    _route("forms/{form:str}.xml", form_xml, "GET"),
    _route("forms/{form:str}/manifest", manifest, "GET"),
    _route("forms/{form:str}/media/{name:str}", media, "GET"),
    _route("submission", submission_head, "HEAD"),
    _route("submission", submit, "POST"),
]
