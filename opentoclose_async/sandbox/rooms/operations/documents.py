"""The documents of rooms, and envelopes made from them."""

import base64
import mimetypes
from collections.abc import Iterator, Mapping
from typing import Any, Final

import orjson
from starlette.responses import Response

from opentoclose_async.sandbox.contents.kinds import (
    base64_length,
    base64_pieces,
    document_pieces,
)
from opentoclose_async.sandbox.http.pieces import PiecedResponse
from opentoclose_async.sandbox.http.routing import Call, json_response
from opentoclose_async.sandbox.rooms.fixed.company import COMPANY_NAME
from opentoclose_async.sandbox.rooms.fixed.forms import FORMS
from opentoclose_async.sandbox.rooms.fixed.response_fields import DOCUMENT, ROOM_DOCUMENT
from opentoclose_async.sandbox.rooms.operations.forms import find_form
from opentoclose_async.sandbox.rooms.operations.group import OperationGroup, Routing
from opentoclose_async.sandbox.rooms.operations.rooms import read_file
from opentoclose_async.sandbox.rooms.pages import RoomsQuery
from opentoclose_async.sandbox.rooms.wire import (
    FieldKind,
    RoomsRefusalError,
    bad_request,
    folded,
    guid,
    not_found,
    read_body,
    shaped,
)

_FIELDS: Final[dict[str, FieldKind]] = {
    **dict.fromkeys(("name", "base64Contents"), str),
    "folderId": int,
}
_RIGHTS: Final = (
    *("hasAccess", "canApproveTask", "canAssignToTaskList", "canCopy", "canDelete"),
    *("canRemoveFromTaskList", "canRemoveApproval", "canRename", "canShare", "canViewActivity"),
)


class Documents(OperationGroup):
    """
    Documents.

    The contents of added ones are stored in their rows as base64; others are made when requested.
    The first `failures` requests for the contents of a document fail, and a document with a
    `refusal` always gets that status.
    """

    def routes(self) -> Routing:
        """Return the handlers by path and method."""
        return {
            "/rooms/{room_id}/documents": {"GET": self.get_documents, "POST": self.add},
            "/rooms/{room_id}/documents/contents": {"POST": self.upload},
            "/rooms/{room_id}/envelopes": {"POST": self.create_envelope},
            "/rooms/{room_id}/forms": {"POST": self.add_form},
            "/documents/{document_id}": {"GET": self.get_document, "DELETE": self.delete},
            "/documents/{document_id}/users": {"POST": self.share},
        }

    def get_documents(self, call: Call, *, room_id: str) -> Response:
        """Return a page of a room's documents."""
        room = self.find("rooms", "room", room_id)
        query = RoomsQuery(call.query)
        folder, name = query.integer("roomFolderId"), folded(query.text("nameFilter"))
        query.boolean("requireContentForDynamicDocuments")
        archived_too = query.text("includeArchived") is None or query.boolean("includeArchived")
        rows = [
            self._listed(row)
            for row in self.tables["room_documents"].rows(room["roomId"])
            if (folder is None or row["folderId"] == folder)
            and name in folded(row["name"])
            and (archived_too or not row["isArchived"])
        ]
        return self.answer_list(call, rows, "documents")

    def add(self, call: Call, *, room_id: str) -> Response:
        """Add a document sent as base64."""
        room = self.find("rooms", "room", room_id)
        fields = read_body(call, _FIELDS, ["name", "base64Contents"])
        try:
            content = base64.b64decode(fields["base64Contents"], validate=True)
        except ValueError:
            raise bad_request("base64Contents is not valid base64.") from None
        folder_id = fields.get("folderId")
        folder = self.tables["room_folders"].get(folder_id) if folder_id is not None else room
        if folder is None or folder["roomId"] != room["roomId"]:
            raise not_found("room folder")
        return self._keep(room["roomId"], fields["name"], content, folder_id)

    def upload(self, call: Call, *, room_id: str) -> Response:
        """Add a document uploaded as a file."""
        room = self.find("rooms", "room", room_id)
        name, content = read_file(call)
        return self._keep(room["roomId"], name, content, None)

    def create_envelope(self, call: Call, *, room_id: str) -> Response:
        """Create an eSignature envelope from a room's documents."""
        room = self.find("rooms", "room", room_id)
        fields = read_body(call, {"envelopeName": str, "documentIds": (list, int)})
        for document_id in fields.get("documentIds") or ():
            if (
                self.find("room_documents", "document", str(document_id))["roomId"]
                != room["roomId"]
            ):
                raise bad_request("documentIds has a document of another room.")
        return json_response({"eSignEnvelopeId": guid("envelope", room["roomId"])}, 201)

    def add_form(self, call: Call, *, room_id: str) -> Response:
        """Add a form as a document."""
        room = self.find("rooms", "room", room_id)
        form_id = find_form(read_body(call, {"formId": str}, ["formId"])["formId"])
        return self._keep(
            room["roomId"], f"{FORMS[form_id]}.pdf", b"%PDF-1.7\n", None, docuSignFormId=form_id
        )

    def get_document(self, call: Call, *, document_id: str) -> Response:
        """Return one document, with its contents if requested."""
        row = self.find("room_documents", "document", document_id)
        with_contents = RoomsQuery(call.query).boolean("includeContents")
        refusal = row.get("refusal")
        if refusal is not None:
            raise RoomsRefusalError(refusal, "DOCUMENT_REFUSED", "This document is never returned.")
        if not with_contents:
            return json_response(shaped(row, DOCUMENT))
        failures = row.get("failures", 0)
        if failures:
            self.tables["room_documents"].update(row["documentId"], {"failures": failures - 1})
            raise RoomsRefusalError(500, "INTERNAL_SERVER_ERROR", "An unexpected error occurred.")
        return _with_contents(row)

    def delete(self, _: Call, *, document_id: str) -> Response:
        """Remove a document."""
        row = self.find("room_documents", "document", document_id)
        self.tables["room_documents"].delete(row["documentId"])
        return Response(status_code=204)

    def share(self, call: Call, *, document_id: str) -> Response:
        """Share a document with a user."""
        row = self.find("room_documents", "document", document_id)
        user_id = read_body(call, {"userId": int}, ["userId"])["userId"]
        user = self.find("users", "user", str(user_id))
        answer = {
            "userId": user_id,
            "documentId": row["documentId"],
            "name": f"{user['firstName']} {user['lastName']}",
            **dict.fromkeys(_RIGHTS, False),
            "hasAccess": True,
            "canCopy": True,
        }
        return json_response(answer, 201)

    def _keep(
        self, room_id: int, name: str, content: bytes, folder_id: int | None, **fields: Any
    ) -> Response:
        row = self.tables["room_documents"].insert(
            {
                "roomId": room_id,
                "name": name,
                "ownerId": self.caller_id(),
                "size": len(content),
                "folderId": folder_id,
                "createdDate": self.now(),
                "isSigned": False,
                "isArchived": False,
                "isVirtual": False,
                "isDynamic": False,
                "contentType": mimetypes.guess_type(name)[0] or "application/octet-stream",
                "base64Contents": base64.b64encode(content).decode(),
                **fields,
            }
        )
        return json_response(self._listed(row), 201)

    def _listed(self, row: dict[str, Any]) -> dict[str, Any]:
        owner = self.tables["users"].get(row["ownerId"]) or {}
        return {
            **shaped(row, ROOM_DOCUMENT),
            "owner": {
                "userId": row["ownerId"],
                "firstName": owner.get("firstName"),
                "lastName": owner.get("lastName"),
                "companyName": COMPANY_NAME,
                "imageSrc": owner.get("profileImageUrl"),
            },
        }


def _with_contents(row: dict[str, Any]) -> Response:
    """Return a document with its contents, which come before its last field."""
    fields = shaped(row, DOCUMENT)
    last = orjson.dumps({"isDynamic": fields.pop("isDynamic")})
    before = orjson.dumps(fields).removesuffix(b"}") + b',"base64Contents":"'
    after = b'",' + last.removeprefix(b"{")
    stored = row.get("base64Contents")

    def pieces() -> Iterator[bytes]:
        yield before
        if stored is None:
            yield from base64_pieces(contents_of(row))
        else:
            yield stored.encode()
        yield after

    length = base64_length(row["size"]) if stored is None else len(stored)
    return PiecedResponse(len(before) + length + len(after), pieces)


def contents_of(row: Mapping[str, Any]) -> Iterator[bytes]:
    """Yield the contents of a document in pieces."""
    stored = row.get("base64Contents")
    if stored is not None:
        return iter((base64.b64decode(stored),))
    return document_pieces(row["documentId"], row["contentType"], row["size"])
