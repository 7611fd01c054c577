"""Read multipart/form-data with the standard library."""

from email.message import EmailMessage
from email.parser import HeaderParser
from email.policy import HTTP
from typing import Final

import attrs

_LINE_END: Final = b"\r\n"
_HEADERS: Final = HeaderParser(policy=HTTP)


@attrs.frozen
class FormFile:
    """A file in a form: part name, file name, declared content type and bytes."""

    part: str
    filename: str
    content_type: str
    content: bytes


@attrs.frozen
class Form:
    """The text fields of a form by name, and its files in order."""

    texts: dict[str, str]
    files: list[FormFile]


def is_form(content_type: str) -> bool:
    """Return whether a Content-Type is multipart/form-data."""
    return content_type.partition(";")[0].strip().lower() == "multipart/form-data"


def read_form(content_type: str, body: bytes) -> Form:
    """
    Read a form.

    Args:
        content_type: The Content-Type header, which holds the boundary.
        body: The body.

    Raises:
        ValueError: The body is not a form, or is cut off.
    """
    boundary = _read_headers(f"Content-Type: {content_type}").get_boundary()
    if not boundary:
        raise ValueError("The form has no boundary.")
    # Split here, since the email parser would take apart a part that is itself a message.
    _, *parts = (_LINE_END + body).split(_LINE_END + b"--" + boundary.encode())
    if not parts or not parts.pop().startswith(b"--"):
        raise ValueError("The form does not end with its boundary.")
    form = Form({}, [])
    for part in parts:
        _add_part(form, part)
    return form


def _add_part(form: Form, part: bytes) -> None:
    head, gap, content = part.partition(_LINE_END * 2)
    headers = _read_headers(head.removeprefix(_LINE_END).decode())
    name = headers.get_param("name", header="content-disposition")
    if not gap or headers.get_content_disposition() != "form-data" or not isinstance(name, str):
        raise ValueError("A part of the form has no name.")
    filename = headers.get_filename()
    if filename is None:
        form.texts[name] = content.decode()
        return
    # Browsers write a quote as %22 (HTML standard).
    filename = filename.replace("%22", '"')
    form.files.append(FormFile(name, filename, headers.get_content_type(), content))


def _read_headers(text: str) -> EmailMessage:
    message = _HEADERS.parsestr(text)
    assert isinstance(message, EmailMessage)
    return message
