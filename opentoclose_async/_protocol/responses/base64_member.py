"""
Read a JSON text in chunks, and take the base64 contents of one member out of it as they arrive.

What is left is the same JSON text with an empty string as the member's value. It is as valid as the
original: only characters that are valid in a string are taken out of one. So whoever reads the rest
finds all other errors, and no value is parsed twice.

The member is found without parsing, by its name between quotes and the colon after it. In valid
JSON, that sequence only occurs outside of strings: within one, quotes are escaped. In invalid JSON
it does not matter, as the rest is invalid too.
"""

import json
import re
from binascii import Error as Base64Error
from binascii import a2b_base64
from codecs import IncrementalDecoder, getincrementaldecoder

__all__ = ["Base64Member", "ContentsError"]

_ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_COMMON_ESCAPES = (
    (b"\\u002B", b"+"),  # as .NET writes it by default
    (b"\\/", b"/"),
    (b"\\r\\n", b"\n"),
    (b"\\n", b"\n"),
    (b"\\u002b", b"+"),
)
"""Replaced at once, which is faster than one by one."""
_ESCAPE = re.compile(rb"\\(?:u([0-9a-fA-F]{4})|([\"\\/bfnrt]))")
_LONGEST_ESCAPE = 6
_LAST_QUAD = re.compile(rb"[A-Za-z0-9+/]{2}(?:[A-Za-z0-9+/]|=)=")
_skip_space = re.compile(rb"[ \t\r\n]*").match


class ContentsError(ValueError):
    """Raised for contents that are not valid base64; the message quotes at most a character."""


class Base64Member:
    """
    Take a member's base64 contents out of a JSON text that arrives in chunks.

    The text may be in any encoding that ``json.loads`` accepts, and the member at any depth, but
    its value may be a string only once: contents that were decoded cannot be taken back. Escapes in
    the name and in the contents are undone. White space in the contents is ignored, as in MIME.
    Apart from that they are base64 as RFC 4648 defines it: padded, with its standard alphabet.

    Args:
        name: The member's name, of ASCII letters and digits.

    Attributes:
        found: Whether the value of such a member was a string.
    """

    def __init__(self, name: str) -> None:
        self.found = False
        self._name = name
        escaped = "".join(rf"(?:{letter}|\\u00(?i:{ord(letter):02x}))" for letter in name)
        # Outside of strings there is no backslash, so a quote after one does not begin a name.
        self._find_name = re.compile(rf'(?<!\\)"{escaped}"'.encode()).search
        self._longest_name = _LONGEST_ESCAPE * len(name) + 2
        self._head: bytes | None = b""
        self._decoder: IncrementalDecoder | None = None
        self._rest = bytearray()
        self._at = 0  # where to look next in the rest
        self._expected = b""  # what has to follow the name that was found: a colon and a quote
        self._inside = False
        self._escape = b""  # the beginning of one that is not complete yet
        self._quads = _Quads(name)

    def feed(self, chunk: bytes) -> bytes:
        """
        Read the next chunk of the text.

        Returns:
            The next bytes of the contents; empty if the chunk has none.

        Raises:
            ContentsError: If the contents are not valid base64.
        """
        if self._head is not None:
            self._head += chunk
            if len(self._head) < 4:  # the encoding is not clear yet
                return b""
            chunk = self._begin(self._head)
        return self._read(self._as_utf8(chunk))

    def end(self) -> tuple[bytes, bytes]:
        """
        Read the end of the text.

        Returns:
            The last bytes of the contents, and the text without them, which may be invalid JSON.

        Raises:
            ContentsError: If the text ends within the contents.
        """
        contents = b""
        if self._head is not None:
            contents = self._read(self._as_utf8(self._begin(self._head)))
        contents += self._read(self._as_utf8(b"", final=True))
        if self._inside:
            raise ContentsError(f"the response ends within {self._name}")
        return contents, bytes(self._rest)

    def _begin(self, head: bytes) -> bytes:
        self._head = None
        encoding = json.detect_encoding(head)
        if not encoding.startswith("utf-8"):
            self._decoder = getincrementaldecoder(encoding)("surrogatepass")
        return head

    def _as_utf8(self, chunk: bytes, *, final: bool = False) -> bytes:
        if self._decoder is None:
            return chunk
        try:
            return self._decoder.decode(chunk, final).encode("utf-8", "surrogatepass")
        except UnicodeDecodeError as error:
            reason = f"the response is not valid {error.encoding}"
        raise ContentsError(reason)

    def _read(self, text: bytes) -> bytes:
        if self._inside:
            return self._read_contents(text)
        self._rest += text
        return self._read_outside()

    def _read_outside(self) -> bytes:
        """Look for the contents in what was added to the rest, and read what it has of them."""
        begin = self._find_contents()
        if begin is None:
            return b""
        if self.found:
            raise ContentsError(f"the response has {self._name} twice")
        self.found = self._inside = True
        text = bytes(self._rest[begin:])
        del self._rest[begin:]
        return self._read_contents(text)

    def _read_contents(self, text: bytes) -> bytes:
        # No quote in base64 is escaped, so the first one ends it, or what is before it is invalid.
        end = text.find(b'"')
        raw = self._escape + (text if end < 0 else text[:end])
        self._escape = b""
        if end < 0:
            cut = raw.rfind(b"\\", max(0, len(raw) - _LONGEST_ESCAPE + 1))
            if cut >= 0 and (raw[cut + 1 : cut + 2] in (b"u", b"")):
                raw, self._escape = raw[:cut], raw[cut:]
            return self._quads.decode(self._unescaped(raw))
        contents = self._quads.decode(self._unescaped(raw)) + self._quads.end()
        self._inside = False
        self._at = len(self._rest) + 1  # after the closing quote
        self._rest += text[end:]
        return contents + self._read_outside()

    def _find_contents(self) -> int | None:
        """Return where the contents begin in the rest, or None until they do."""
        rest = self._rest
        while True:
            if not self._expected:
                match = self._find_name(rest, self._at)
                if match is None:
                    self._at = max(self._at, len(rest) - self._longest_name)
                    return None
                self._at, self._expected = match.end(), b':"'
            while self._expected:
                space = _skip_space(rest, self._at)
                assert space is not None  # it matches the empty string
                self._at = space.end()
                if self._at == len(rest):
                    return None
                if rest[self._at] != self._expected[0]:
                    self._expected = b""  # a value, or the name of something that is no string
                    break
                self._at += 1
                self._expected = self._expected[1:]
            else:
                return self._at

    def _unescaped(self, raw: bytes) -> bytes:
        """Undo the escapes of a piece of the contents, and remove the white space."""
        if b"\\" in raw:
            # Two in a row are an escaped one, which is not base64. Without those, every backslash
            # begins an escape. None of the characters put in can complete another escape.
            if b"\\\\" in raw:
                raise _foreign(self._name, "\\")
            for control in "\n\r\t":  # JSON requires them to be escaped
                if control.encode() in raw:
                    raise _foreign(self._name, control)
            for escape, character in _COMMON_ESCAPES:
                raw = raw.replace(escape, character)
                if b"\\" not in raw:
                    break
            else:
                raw = _ESCAPE.sub(_character, raw)
            if b"\n" in raw or b"\r" in raw or b"\t" in raw:
                raw = raw.translate(None, b"\t\r\n")
        return raw.replace(b" ", b"") if b" " in raw else raw


def _character(escape: re.Match[bytes]) -> bytes:
    """Return the character that an escape stands for, or another one that is not base64 either."""
    text: str = json.loads(b'"%b"' % escape[0])
    return text.encode("ascii", "replace")


class _Quads:
    """
    Decode base64 without white space that arrives in pieces.

    Each four characters are decoded by themselves, except those with the padding: they have to be
    the last ones. ``a2b_base64`` would ignore some wrong padding, depending on the pieces.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._left = b""  # fewer than four characters, or those with the padding

    def decode(self, data: bytes) -> bytes:
        """Decode the next piece."""
        data = self._left + data
        padding = data.find(b"=")
        end = len(data) if padding < 0 else padding
        end -= end % 4
        self._left = data[end:]
        if padding >= 0 and len(self._left) > 4:
            self._check(self._left)
            raise _invalid(self._name, "it continues after its padding")
        return self._decoded(data[:end])

    def end(self) -> bytes:
        """Decode what is left."""
        last = self._left
        if not last or _LAST_QUAD.fullmatch(last):
            return a2b_base64(last)
        self._check(last)
        raise _invalid(self._name, "it is cut short, or its padding is wrong")

    def _decoded(self, data: bytes) -> bytes:
        try:
            return a2b_base64(data, strict_mode=True)
        except Base64Error:
            pass  # it would hold nothing of use
        self._check(data)
        raise _invalid(self._name, "it cannot be decoded")

    def _check(self, data: bytes) -> None:
        foreign = data.translate(None, _ALPHABET + b"=").decode("latin-1")
        if foreign:
            raise _foreign(self._name, foreign[0])


def _foreign(name: str, character: str) -> ContentsError:
    return _invalid(name, f"it has the character {character!r}")


def _invalid(name: str, problem: str) -> ContentsError:
    return ContentsError(f"{name} is not valid base64: {problem}")
