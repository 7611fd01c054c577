"""Private keys as secret stores, shells and editors deliver them."""

import base64
import contextlib
import json
from collections.abc import Callable
from functools import cache
from urllib.parse import quote, quote_plus

import pytest
import trustme
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from hypothesis import given
from hypothesis import strategies as st

from opentoclose_async._docusign.private_keys import NoKeyError, key_bytes

Change = Callable[[str], str]


@cache
def rsa_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def written(form: PrivateFormat, encoding: Encoding = Encoding.PEM) -> bytes:
    return rsa_key().private_bytes(encoding, form, NoEncryption())


FORMS = [PrivateFormat.PKCS8, PrivateFormat.TraditionalOpenSSL]

BREAKS: dict[str, str] = {
    "CRLF": "\r\n",
    "CR": "\r",
    "blank lines": "\n\n",
    "spaces": " ",
    "none": "",
    "indented": "\n    ",
    "trailing blanks": " \t\n",
    "no-break spaces": "\u00a0\n",
    "zero-width spaces": "\u200b\n",
    "escaped": "\\n",
    "escaped CRLF": "\\r\\n",
    "escaped twice": "\\\\n",
    "escaped four times": "\\\\\\\\n",
    "escaped and indented": "\\n\\t",
    "continued": "\\\n",
    "escapes processed by a shell": "n",
    "escaped CRLF processed by a shell": "rn",
    "quoted in a mail": "\n> ",
}


def broken_by(line_break: str) -> Change:
    return lambda pem: pem.replace("\n", line_break)


def encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


WRAPPINGS: dict[str, Change] = {
    **{name: broken_by(line_break) for name, line_break in BREAKS.items()},
    "unchanged": str,
    "blanks around": lambda pem: f"\n  {pem}  \n",
    "no blanks": lambda pem: "".join(pem.split()),
    "double quotes": lambda pem: f'"{pem}"',
    "single quotes": lambda pem: f"'{pem}'",
    "quotes around escapes": json.dumps,
    "quotes around quotes": lambda pem: json.dumps(json.dumps(pem)),
    "a JSON object": lambda pem: json.dumps({"type": "rsa", "private_key": pem}),
    "escaped slashes": lambda pem: json.dumps(pem).replace("/", "\\/"),
    "escaped signs": lambda pem: json.dumps(pem).replace("+", "\\u002B").replace("=", "\\u003d"),
    "a line of a settings file": lambda pem: "KEY=" + json.dumps(pem),
    "URL escapes": quote,
    "form escapes": quote_plus,
    "base64": encoded,
    "base64 of escapes": lambda pem: encoded(pem.replace("\n", "\\n")),
    "base64 of base64": lambda pem: encoded(encoded(pem)),
    "base64 in lines": lambda pem: base64.encodebytes(pem.encode()).decode(),
    "base64 in escaped lines": lambda pem: (
        base64.encodebytes(pem.encode()).decode().replace("\n", "\\n")
    ),
    "base64 in quotes": lambda pem: f'"{encoded(pem)}"',
    "base64 without its end": lambda pem: encoded(pem).rstrip("="),
    "URL-safe base64": lambda pem: base64.urlsafe_b64encode(pem.encode()).decode(),
    "without padding": lambda pem: pem.replace("=", ""),
    "without first and last line": lambda pem: "\n".join(pem.splitlines()[1:-1]),
    "a byte order mark": lambda pem: f"\ufeff{pem}",
    "a public key before it": lambda pem: public_key() + pem,
    "a public key after it": lambda pem: pem + public_key(),
}


def public_key() -> str:
    public = rsa_key().public_key()
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("change", WRAPPINGS.values(), ids=WRAPPINGS)
def test_a_wrapped_key_is_found(form: PrivateFormat, change: Change) -> None:
    text = change(written(form).decode())
    key = written(form, Encoding.DER)
    assert key_bytes(text) == key
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"):
        assert key_bytes(text.encode(encoding)) == key, encoding


@given(st.lists(st.sampled_from([" ", "\n", "\r\n", "\t", "\\n", "\\r\\n"]), min_size=30))
def test_any_line_breaks_are_accepted(blanks: list[str]) -> None:
    lines = written(PrivateFormat.PKCS8).decode().splitlines()
    text = "".join(f"{line}{blank}" for line, blank in zip(lines, blanks, strict=False))
    assert key_bytes(text + "".join(lines[len(blanks) :])) == written(
        PrivateFormat.PKCS8, Encoding.DER
    )


@pytest.mark.parametrize("form", FORMS)
def test_der_is_accepted(form: PrivateFormat) -> None:
    key = written(form, Encoding.DER)
    assert key_bytes(key) == key
    assert key_bytes(base64.b64encode(key)) == key


def pem() -> str:
    return written(PrivateFormat.PKCS8).decode()


def lines(begin: int | None, end: int | None) -> str:
    return "\n".join(pem().splitlines()[begin:end])


def with_passphrase(form: PrivateFormat) -> bytes:
    return rsa_key().private_bytes(Encoding.PEM, form, BestAvailableEncryption(b"secret"))


OTHERS: dict[str, tuple[Callable[[], str | bytes], str]] = {
    "PKCS#8 with a passphrase": (lambda: with_passphrase(FORMS[0]), "a key with a passphrase"),
    "PKCS#1 with a passphrase": (lambda: with_passphrase(FORMS[1]), "a key with a passphrase"),
    "OpenSSH": (lambda: written(PrivateFormat.OpenSSH), "a key in OpenSSH's format"),
    "public": (public_key, "a public key"),
    "public, in base64": (lambda: encoded(public_key()), "a public key"),
    "public, OpenSSH": (lambda: "ssh-rsa AAAAB3NzaC1yc2E me@here", "an OpenSSH public key"),
    "certificate": (lambda: trustme.CA().cert_pem.bytes(), "a certificate"),
    "PuTTY": (lambda: "PuTTY-User-Key-File-3: ssh-rsa", "PuTTY's format"),
    "XML": (lambda: "<RSAKeyValue><Modulus>", "a key in XML"),
    "JWK": (lambda: '{"kty": "RSA"}', "a JSON Web Key"),
    "first line": (lambda: lines(0, 1), "only the first line of a key"),
    "without the last line": (lambda: lines(0, -1), "its last line is missing"),
    "truncated": (lambda: pem()[:900], "its last line is missing"),
    "without the first line": (lambda: lines(1, None), "without its first line"),
    "hollow": (lambda: f"{lines(0, 1)}\n{lines(-1, None)}", "nothing between"),
    "nothing": (lambda: "", "empty"),
    "something": (lambda: "hello", "nothing of the kind"),
}


@pytest.mark.parametrize(("give", "description"), OTHERS.values(), ids=OTHERS)
def test_text_that_is_not_a_private_key_is_described(
    give: Callable[[], str | bytes], description: str
) -> None:
    with pytest.raises(NoKeyError, match=description):
        key_bytes(give())


@given(st.text() | st.binary())
def test_any_input_is_a_key_or_the_expected_error(given: str | bytes) -> None:
    with contextlib.suppress(NoKeyError):
        assert key_bytes(given)


def test_a_key_of_another_kind_is_unwrapped_too() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    assert key_bytes(pem).startswith(b"\x30")
