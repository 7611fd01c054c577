"""The files that links of documents point to, which need no credential."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

from starlette.responses import Response

from opentoclose_async.sandbox.contents.kinds import document_bytes
from opentoclose_async.sandbox.http.routing import Call, Handler, json_response
from opentoclose_async.sandbox.otc.errors import DETAIL, RefusalError, not_found
from opentoclose_async.sandbox.tables import Table

_PREFIX: Final = "/files/"
_HIDDEN: Final = frozenset({"failures", "refusal", "redirect"})
"""Fields of a document that decide how its file is served; they are never sent."""


def file_path(document_id: int, key: str) -> str:
    """
    Return the path of a document's file below the API's prefix.

    Args:
        document_id: The document.
        key: What nobody can guess who was not sent the link.
    """
    return f"{_PREFIX}{document_id}/{key}"


def is_file(call: Call) -> bool:
    """Return whether a request is for a file."""
    return call.path.startswith(_PREFIX)


def linked(row: Mapping[str, Any], base_url: str) -> dict[str, Any]:
    """
    Return a document as it is sent.

    Args:
        row: The document; a link to a file of this server is a path in it.
        base_url: Completes that link: scheme, host and prefix.
    """
    sent = {name: value for name, value in row.items() if name not in _HIDDEN}
    url = sent.get("url")
    if isinstance(url, str) and url.startswith(_PREFIX):
        sent["url"] = base_url + url
    return sent


class Files:
    """
    The files of the property documents that a sandbox starts with, made when requested.

    A document's first `failures` requests fail; one with a `refusal` always gets that status, and
    one with a `redirect` is elsewhere. Files of uploaded documents are not kept.

    Args:
        documents: The property documents.
    """

    def __init__(self, documents: Table) -> None:
        self._documents = documents

    def routes(self) -> dict[str, dict[str, Handler]]:
        """Return the handlers by path and method."""
        return {f"{_PREFIX}{{document_id}}/{{key}}": {"GET": self.get_file}}

    def get_file(self, call: Call, *, document_id: str, key: str) -> Response:
        """Return a file, if the link is right and no credential comes with it."""
        if call.authorization or "api_token" in call.query:
            # Links that are signed refuse a second credential. Here it also shows a leak.
            return json_response({"detail": "This link must be used without a credential."}, 400)
        row = self._documents.get(int(document_id)) if document_id.isdecimal() else None
        if row is None or row.get("url") != file_path(row["id"], key):
            raise not_found()
        if row.get("failures"):
            self._documents.update(row["id"], {"failures": row["failures"] - 1})
            return json_response({"detail": DETAIL[500]}, 500)
        if row.get("refusal"):
            raise RefusalError(json_response({"detail": DETAIL[403]}, row["refusal"]))
        if row.get("redirect"):
            return Response(status_code=302, headers={"location": row["redirect"]})
        content = document_bytes(row["id"], row["type"], row["file_size"])
        name = quote(row["name"], safe="")
        disposition = {"content-disposition": f"attachment; filename*=UTF-8''{name}"}
        return Response(content, headers=disposition, media_type=row["type"])
