"""Which documents of Rooms are special."""

import attrs


@attrs.frozen
class SpecialDocuments:
    """
    The ids of the documents that do not behave as others do; None if there is no such document.

    All are in the first room.

    Args:
        large: It has `SandboxConfig.large_document_bytes`.
        empty: It has no bytes.
        failing: Its contents get status 500 for the first three requests, and then work.
        refused: It always gets status 403.
    """

    large: int | None = None
    empty: int | None = None
    failing: int | None = None
    refused: int | None = None
