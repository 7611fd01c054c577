"""Documents of properties, as records and as files to upload."""

from typing import Unpack

from opentoclose_async._protocol.arguments import path_with, positive_id
from opentoclose_async._runtime.resource import CallOptions
from opentoclose_async._runtime.uploads import FileContent, file_form
from opentoclose_async.otc.models import PropertyDocument
from opentoclose_async.otc.records import Records

__all__ = ["DocumentRecords"]


class DocumentRecords(Records[PropertyDocument]):
    """Records of documents, and uploading them."""

    async def upload_property_document(
        self,
        property_id: int,
        file: FileContent,
        name: str | None = None,
        **options: Unpack[CallOptions],
    ) -> PropertyDocument:
        """
        Add a document to a property by its content.

        It is sent once only where the outcome is unknown. Unverified against the live API.

        Args:
            property_id: Which property.
            file: Its bytes, a path, or a file open for reading bytes.
            name: The name to give it; the file's own by default.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            What is known of the new document.
        """
        self._check_options("upload", options)
        self._check_values(options)
        path = path_with(self._path, property_id=positive_id("property_id", property_id))
        form, content_type = await file_form(file, name, "file")
        return await self._send(
            "POST", path, self._convert, options, content=form, content_type=content_type
        )
