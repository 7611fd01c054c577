"""The blocking twins of the methods of Rooms: documents."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from opentoclose_async._blocking.twins import BlockingResource, calls
from opentoclose_async.rooms.operations import documents

__all__ = ["Documents"]


class Documents(BlockingResource[documents.Documents]):
    """Read, delete and share single documents."""

    get_document = calls(documents.Documents.get_document)
    delete_document = calls(documents.Documents.delete_document)
    create_document_user = calls(documents.Documents.create_document_user)
