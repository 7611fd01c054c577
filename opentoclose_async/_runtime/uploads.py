"""Files to upload, as multipart forms."""

import os
from pathlib import Path
from typing import BinaryIO

import anyio
import anyio.to_thread
import httpx

from opentoclose_async._protocol.arguments import plain_text, refuse

__all__ = ["FileContent", "file_form"]

FileContent = bytes | str | os.PathLike[str] | BinaryIO
"""The content of a file, its path, or a file object opened in binary mode."""


async def file_form(file: FileContent, name: str | None, part: str) -> tuple[bytes, str]:
    """
    Build a multipart form that contains a file.

    Args:
        file: The file. A file object is read from its current position, and not closed.
        name: The file name to send; by default its own.
        part: The part's name.

    Returns:
        The form, and its Content-Type.

    Raises:
        ValidationError: If the file does not exist, cannot be read or has no name.
    """
    content = await _read(file)
    if name is None:
        own = file if isinstance(file, (str, os.PathLike)) else getattr(file, "name", None)
        name = Path(own).name if isinstance(own, (str, os.PathLike)) else None
    if name is None:
        raise refuse("name", name, "given if the file has none of its own")
    # httpx encodes the form; nothing is sent to this address.
    form = httpx.Request(
        "POST", "https://form.invalid", files={part: (plain_text("name", name), content)}
    )
    return form.read(), form.headers["Content-Type"]


async def _read(file: FileContent) -> bytes:
    if isinstance(file, bytes):
        return file
    try:
        if isinstance(file, (str, os.PathLike)):
            return await anyio.Path(file).read_bytes()
        content: object = await anyio.to_thread.run_sync(file.read)
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise refuse("file", file, f"a file that can be read ({error}), or bytes") from error
    if not isinstance(content, bytes):
        raise refuse("file", file, "opened in binary mode, or bytes")
    return content
