"""Parse NO_PROXY, in all the forms that programs accept."""

import re
from ipaddress import ip_address, ip_network

__all__ = ["bypasses_proxy"]

_ENTRY = re.compile(
    r"(?:(?P<scheme>[a-z]+)://)?"
    r"(?:\[(?P<inner>[0-9a-f:.]+)\]|(?P<bare>[0-9a-f]*:[0-9a-f:]*:[0-9a-f:.]*)|(?P<name>[^\s:/]+))"
    r"(?:/(?P<mask>[0-9.]+))?"
    r"(?::(?P<port>[0-9]+))?"
    r"/?"
)


def bypasses_proxy(no_proxy: str, scheme: str, host: str, port: int) -> bool:
    """
    Return whether requests to an address bypass the proxy.

    An entry is a name, which includes its subdomains (with or without a leading dot or ``*.``), an
    IP address, or a network such as ``10.0.0.0/8``; each may have a port. ``*`` matches everything.
    Names are not resolved.

    Args:
        no_proxy: The entries, separated by commas or spaces.
        scheme: The address's scheme.
        host: Its host; an IPv6 address without brackets.
        port: Its port; the scheme's default if it names none.
    """
    host = host.lower().rstrip(".")
    for text in re.split(r"[,\s]+", no_proxy.lower()):
        if text == "*":
            return True
        entry = _ENTRY.fullmatch(text)
        if (
            entry is not None
            and entry["scheme"] in (None, "all", scheme)
            and entry["port"] in (None, str(port))
            and _includes(entry["inner"] or entry["bare"] or entry["name"], entry["mask"], host)
        ):
            return True
    return False


def _includes(name: str, mask: str | None, host: str) -> bool:
    """Return whether a name or network includes a host."""
    try:
        address = ip_address(host)
    except ValueError:
        name = name.removeprefix("*").strip(".")
        return mask is None and bool(name) and (host == name or host.endswith(f".{name}"))
    try:
        return address in ip_network(name if mask is None else f"{name}/{mask}", strict=False)
    except ValueError:
        return False
