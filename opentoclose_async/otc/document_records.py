"""Uploads of documents to properties."""

from typing import Unpack

from opentoclose_async._protocol.arguments import path_with, positive_id
from opentoclose_async._runtime.options import CallOptions
from opentoclose_async._runtime.uploads import FileContent, file_form
from opentoclose_async.otc.models import PropertyDocument
from opentoclose_async.otc.records import Records

__all__ = ["DocumentRecords"]


class DocumentRecords(Records[PropertyDocument]):
    """Records of documents, and their upload."""

    async def upload_property_document(
        self,
        property_id: int,
        file: FileContent,
        name: str | None = None,
        **options: Unpack[CallOptions],
    ) -> PropertyDocument:
        """
        Upload a document to a property.

        The API has no idempotency keys, so the request is not retried if its outcome is unknown.

        Not verified against the live API.

        Args:
            property_id: Id of the property.
            file: The content: bytes, a path, or a binary file.
            name: Name of the document. Default: the name of the file.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The record of the new document.
        """
        call = self._checked("upload_property_document", options)
        path = path_with(self._path, property_id=positive_id("property_id", property_id))
        form, content_type = await file_form(file, name, "file")
        return await self._send(
            "POST", path, self._convert, call, content=form, content_type=content_type
        )
