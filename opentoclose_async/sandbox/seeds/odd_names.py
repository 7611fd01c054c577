"""Names that are hard to make a file name of."""

from typing import Final

ODD_FILE_NAMES: Final = (
    "",
    " ",
    ".",
    "..",
    "no extension",
    ".hidden.pdf",
    "-option.pdf",
    " leading space.pdf",
    "trailing space.pdf ",
    "trailing dots.pdf...",
    "two  spaces.pdf",
    "line\nbreak\tand tab.pdf",
    "null\x00byte.pdf",
    "escape\x1b[31m.pdf",
    # Separators and paths.
    "Offer 12/05/2026.pdf",
    "Offer 12\\05\\2026.pdf",
    "../../outside.pdf",
    "/etc/passwd",
    "C:\\Windows\\win.ini",
    "%2e%2e%2fescaped.pdf",
    # Not allowed by Windows.
    "Disclosure: lead paint?.pdf",
    'quotes "and" <angles> | pipe *.pdf',
    "CON.pdf",
    "nul",
    "COM1.txt",
    "lpt9 .png",
    "CONIN$.txt",
    # The names of other files of an archive.
    "room.json",
    "manifest.jsonl",
    "index.html",
    # The same name, in the same or another spelling.
    "Offer.pdf",
    "Offer.pdf",
    "offer.pdf",
    "OFFER.PDF",
    "Café.pdf",
    "Cafe\u0301.pdf",
    "Straße.pdf",
    "STRASSE.pdf",
    "Strasse.pdf",
    "ﬁle.pdf",
    "file.pdf",
    # Other scripts, and characters that are not seen.
    "Kaufvertrag Müller – Übergabe.pdf",
    "合同.pdf",
    "عقد البيع.pdf",
    "👨\u200d👩\u200d👧 🏠.jpg",
    "invoice\u202efdp.exe",
    "\u2066isolated\u2069.pdf",
    "zero\u200bwidth.pdf",
    "\ufeffbyte order mark.txt",
    "private\ue000use.pdf",
    # Markup and formulas.
    "<script>alert(1)</script>.pdf",
    "</script><img src=x onerror=alert(1)>.png",
    "=HYPERLINK(1).txt",
    # Long: in characters, and in bytes only.
    f"{'long ' * 60}.pdf",
    f"{'🏡' * 80}.pdf",
    f"{'é' * 200}.pdf",
)
"""Names of documents; "Offer.pdf" comes twice."""

ODD_ROOM_NAMES: Final = (
    "12/14 Elm Street",
    "..",
    "CON",
    "",
    "Haus „Zur Linde“, Straße 5: 🏠",
    "trailing dot.",
    "same name",
    "same name",
    "Same Name",
    "\u202egnp.street",
    '<b>bold</b> & "quoted"',
    "long " * 80,
)
"""Names of rooms; "same name" comes twice."""
