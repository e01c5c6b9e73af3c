"""Whole files in a bucket that speaks S3, as `FolderBlobs` has them in a folder."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from sync.protocol.endpoint import Refused
from sync.server.blobs import PIECE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from obstore.store import S3Store

    from sync.server.blobs import Blobs
    from sync.server.config import ServerConfig

_SHA256 = re.compile(r"[0-9a-f]{64}")
_PART = 16 * 1024 * 1024
"""Bytes of one part of a multipart upload, and of one question for a part of a file."""
_AT_ONCE = 4
"""Parts on the way at once: what a file takes of memory is these."""


class BucketBlobs:
    """Files in a bucket, named by their SHA-256 below a prefix. See `Blobs`.

    A file comes into being whole or not at all: that is how S3 has it, also for many parts.
    Credentials come from the environment (`AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`).
    """

    def __init__(self, store: S3Store) -> None:
        self._store = store

    def keep(self, sha256: str, source: Path) -> None:
        """See `Blobs`; the file here goes once the bucket says that it has all of it.

        Raises: Refused (busy) if the bucket does not take it; `source` is kept then.
        """
        import obstore
        from obstore.exceptions import BaseError

        size = source.stat().st_size
        try:
            # Also where it lies already: then it is new again, and nobody sweeps it away.
            obstore.put(
                self._store, _name(sha256), source, use_multipart=size > _PART,
                chunk_size=_PART, max_concurrency=_AT_ONCE,
            )  # fmt: skip
        except BaseError as error:
            raise Refused("busy", "bucket") from error
        if self.size(sha256) != size:
            raise Refused("busy", "bucket")
        source.unlink()

    def size(self, sha256: str) -> int | None:
        """See `Blobs`. Raises: Refused (busy) if the bucket does not answer."""
        import obstore
        from obstore.exceptions import BaseError, NotFoundError

        try:
            return int(obstore.head(self._store, _name(sha256))["size"])
        except (NotFoundError, FileNotFoundError):
            return None
        except BaseError as error:
            raise Refused("busy", "bucket") from error

    def read(self, sha256: str, *, start: int, size: int) -> Iterator[bytes]:
        """See `Blobs`: a part of 16 MiB at a time. Raises: FileNotFoundError, Refused (busy)."""
        import obstore
        from obstore.exceptions import BaseError, NotFoundError

        known = self.size(sha256)
        if known is None:
            raise FileNotFoundError(sha256)
        stop = min(known, start + size)
        while start < stop:
            upto = min(stop, start + _PART)
            try:
                part = obstore.get_range(self._store, _name(sha256), start=start, end=upto)
            except (NotFoundError, FileNotFoundError) as error:
                raise FileNotFoundError(sha256) from error
            except BaseError as error:
                raise Refused("busy", "bucket") from error
            view = memoryview(part)
            for place in range(0, len(view), PIECE):
                yield bytes(view[place : place + PIECE])
            start = upto

    def erase(self, sha256: str) -> None:
        """See `Blobs`. Raises: OSError if the bucket does not answer: it is tried again."""
        import obstore
        from obstore.exceptions import BaseError, NotFoundError

        try:
            obstore.delete(self._store, _name(sha256))
        except (NotFoundError, FileNotFoundError):
            return
        except BaseError as error:
            raise OSError("the bucket did not erase a file") from error

    def all(self) -> Iterator[tuple[str, float]]:
        """See `Blobs`. Raises: OSError if the bucket does not answer."""
        import obstore
        from obstore.exceptions import BaseError

        try:
            for some in obstore.list(self._store):
                for one in some:
                    name = one["path"].rpartition("/")[2]
                    if _SHA256.fullmatch(name):
                        yield name, one["last_modified"].timestamp()
        except BaseError as error:
            raise OSError("the bucket did not tell its files") from error

    def erase_old(self, sha256: str, *, before: float) -> bool:
        """See `Blobs`. A bucket has no way to do both at once: looked at just before."""
        import obstore
        from obstore.exceptions import BaseError, NotFoundError

        try:
            if obstore.head(self._store, _name(sha256))["last_modified"].timestamp() >= before:
                return False
        except (NotFoundError, FileNotFoundError):
            return False
        except BaseError as error:
            raise OSError("the bucket did not answer") from error
        self.erase(sha256)
        return True


def blobs_of(config: ServerConfig) -> Blobs:
    """Where a centre's whole files lie: its folder, or the bucket that its configuration names."""
    from sync.server.blobs import FolderBlobs

    if not config.bucket:
        return FolderBlobs(config.files_folder)
    from obstore.store import S3Store

    endpoint = config.bucket_endpoint
    return BucketBlobs(
        S3Store(
            config.bucket, prefix=config.bucket_prefix or None, region=config.bucket_region,
            endpoint=endpoint or None, virtual_hosted_style_request=not endpoint,
            client_options={"allow_http": endpoint.startswith("http://"), "timeout": "10m",
                            "connect_timeout": "10s"},
            retry_config={"max_retries": 4, "retry_timeout": timedelta(minutes=1)},
        )
    )  # fmt: skip


def _name(sha256: str) -> str:
    if not _SHA256.fullmatch(sha256):
        raise ValueError("a file is named by 64 hexadecimal digits")
    return f"{sha256[:2]}/{sha256}"
