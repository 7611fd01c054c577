"""Word documents of one paragraph."""

import io
import zipfile
from typing import Final

from opentoclose_async.sandbox.contents.filler import text

_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES: Final = (
    f'{_DECLARATION}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}"/></Types>'
)
_RELATIONS: Final = (
    f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
_DOCUMENT: Final = (
    f'{_DECLARATION}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/'
    'main"><!--{filler}--><w:body><w:p><w:r><w:t>{title}</w:t></w:r></w:p></w:body></w:document>'
)


def word(title: str, size: int) -> bytes:
    """
    Return a .docx file.

    Args:
        title: The text of the paragraph, in ASCII and without markup.
        size: The number of bytes, at least `len(word(title, 0))`; an XML comment fills it up.
    """
    smallest = _package(title, "")
    fill = size - len(smallest)
    return smallest if fill <= 0 else _package(title, text(fill).decode())


def _package(title: str, filler: str) -> bytes:
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS,
        "word/document.xml": _DOCUMENT.format(filler=filler, title=title),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as package:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name)  # dated 1980, so that the bytes are always the same
            entry.create_system = 3  # not that of this machine
            package.writestr(entry, content)
    return file.getvalue()
