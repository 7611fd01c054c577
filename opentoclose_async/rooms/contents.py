"""Download the contents of documents to files, in constant memory."""

from functools import partial
from pathlib import Path
from typing import Any, Unpack
from urllib.parse import urlencode

from attrs import evolve, frozen

from opentoclose_async._protocol.messages import Operation, Request
from opentoclose_async._protocol.shortening import shorten
from opentoclose_async._runtime.downloads import ContentsFile, contents_file
from opentoclose_async._runtime.options import CallOptions
from opentoclose_async.exceptions import DataFormatError
from opentoclose_async.rooms.client import AsyncRooms
from opentoclose_async.rooms.models.documents import Document
from opentoclose_async.rooms.resource import RoomsResource

__all__ = ["DownloadedDocument", "download_document"]

CONTENTS = "base64Contents"


@frozen(kw_only=True)
class DownloadedDocument:
    """
    A document, with its contents in a file.

    Attributes:
        record: The JSON object that describes it, as the API wrote it, without the contents.
        size: The size of the contents in bytes; None if the API returned no contents.
        sha256: The SHA-256 of the contents in hexadecimal digits; None if there are none.
        request: The request, with its query.
    """

    record: dict[str, Any]
    size: int | None
    sha256: str | None
    request: str


async def download_document(
    client: AsyncRooms, document_id: int, path: Path, **options: Unpack[CallOptions]
) -> DownloadedDocument:
    """
    Download a document to a file (operation Documents_GetDocument, with its contents).

    The contents are decoded and written as they arrive, and are on the disk in the end. After an
    error, and if the API returns no contents, there is no file.

    Besides ``total_timeout``, the response may take a second for each 16 KiB of it.

    Args:
        client: The client.
        document_id: The document's ID.
        path: The file. It is created or overwritten, but no link is followed.
        **options: timeout, total_timeout, retry, extra_query, extra_headers.

    Raises:
        ValidationError: If an argument is invalid, or the file cannot be opened.
        DataFormatError: If the response is not a document with valid base64.
        OSError: If the contents cannot be written.
        OpenToCloseAPIError: If the request fails.
    """
    # The groups of a client are made of these two.
    return await _Contents(client._core, client._account).download(  # noqa: SLF001
        document_id, path, options
    )


class _Contents(RoomsResource):
    async def download(
        self, document_id: int, path: Path, options: CallOptions
    ) -> DownloadedDocument:
        call = self._checked("download_document", options)
        session = self._core.session
        asked = Request(
            "GET",
            self._path("/documents/{document_id}", {"document_id": document_id}),
            {**call.query, "includeContents": "true"},
            headers={**call.headers, "Accept-Encoding": "identity"},
        )
        asked = await session.complete(asked)
        async with contents_file(path, CONTENTS) as file:
            request = evolve(asked, receive=file.receive)
            convert = partial(self._record, file)
            record = await session.send(
                Operation(request, convert, expects_body=True, name=f"{self._name}.{call.method}"),
                call.sending,
            )
        return DownloadedDocument(
            record=record,
            size=file.size if file.found else None,
            sha256=file.sha256 if file.found else None,
            request=f"{request}?{urlencode(request.query)}",
        )

    def _record(self, file: ContentsFile, value: Any) -> dict[str, Any]:
        record = self._converter.record(value, Document).raw
        left = record.get(CONTENTS)
        if file.found and left != "":
            raise DataFormatError(f"{CONTENTS} is not a member of the document.", path=CONTENTS)
        if not file.found and left is not None:
            raise DataFormatError(
                f"expected {CONTENTS} to be a string, got {shorten(left)}.", path=CONTENTS
            )
        return {name: each for name, each in record.items() if name != CONTENTS}
