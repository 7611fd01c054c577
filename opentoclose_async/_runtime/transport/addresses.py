"""Where requests go: the API's address, and the proxy on the way to it."""

import os
import re
from base64 import b64encode
from importlib.util import find_spec
from ipaddress import ip_address
from urllib.request import getproxies, getproxies_environment, proxy_bypass

import httpx

from opentoclose_async._protocol.no_proxy import goes_around
from opentoclose_async.exceptions import ConfigurationError

__all__ = ["base_address", "keeps_secrets", "proxy_address", "secrets_in"]

LONGEST_ADDRESS = 2_000
"""Characters."""
PROXY_SCHEMES = ("http", "https", "socks5", "socks5h")

_HOST = re.compile(r"[0-9A-Za-z_:-]+(?:\.[0-9A-Za-z_:-]+)*\.?")


def base_address(name: str, address: object) -> httpx.URL:
    """
    Check what the paths of requests are below.

    Args:
        name: The argument that it was given as.
        address: The address.

    Raises:
        ConfigurationError: Unless it is an http or https URL of a host, and of nothing else that is
            not for everybody. The message never shows it.
    """
    url = _url_of(address)
    if url is None or url.scheme not in ("http", "https"):
        raise ConfigurationError(
            f"{name} must be an http or https URL with a host, and a port from 1 to 65535 if any, "
            f"not {_kind(address)}."
        )
    text = str(address)
    if url.userinfo or "@" in text or "?" in text or "#" in text:
        raise ConfigurationError(
            f"{name} must hold neither credentials nor a query nor a fragment; pass credentials "
            "as arguments or through the environment."
        )
    return url


def keeps_secrets(url: httpx.URL, *, own_transport: bool) -> bool:
    """
    Tell whether what is sent to an address stays between us and it.

    Names that are set aside for tests, or are no domain at all, lead nowhere on the internet; with
    a transport of one's own, they are what it makes of them.
    """
    host = url.host
    if url.scheme == "https" or _is_loopback(host):
        return True
    return own_transport and ("." not in host or host.endswith((".test", ".example", ".invalid")))


def proxy_address(proxy: object, url: httpx.URL) -> str | None:
    """
    Find the proxy to an address: the given one, or else the environment's.

    Raises:
        ConfigurationError: If it is no URL of a proxy. The message never shows it.
    """
    given = proxy is not None
    address, name = (proxy, "proxy") if given else _environment_proxy(url)
    if address is None:
        return None
    parsed = _url_of(address)
    if parsed is None or parsed.scheme not in PROXY_SCHEMES:
        raise ConfigurationError(
            f"{name} must be the URL of a proxy with a host ({', '.join(PROXY_SCHEMES)}), as "
            f"http://proxy.example:3128, not {_kind(address)}."
        )
    if parsed.scheme.startswith("socks") and find_spec("socksio") is None:
        raise ConfigurationError(f"{name} speaks SOCKS, which needs httpx[socks] installed.")
    return str(address)


def secrets_in(address: str) -> list[str]:
    """Give what must not be shown of a proxy's address: its password, and how that is sent."""
    url = httpx.URL(address)
    if not url.userinfo:
        return []
    name, _, escaped = url.userinfo.decode("ascii").partition(":")
    pair = f"{url.username}:{url.password}".encode()
    sent = b64encode(pair).decode("ascii")
    # A token may stand alone, in the name's place.
    return [url.password, escaped, sent] if url.password else [url.username, name, sent]


def _url_of(value: object) -> httpx.URL | None:
    """Read a URL with a host; None if it is none."""
    if not isinstance(value, str) or len(value) > LONGEST_ADDRESS:
        return None
    try:
        url = httpx.URL(value)
    except (httpx.InvalidURL, UnicodeEncodeError):
        return None
    sound = _HOST.fullmatch(url.raw_host.decode("ascii")) is not None
    return url if sound and (url.port is None or 0 < url.port < 65536) else None


def _kind(value: object) -> str:
    # A URL may hold what should not be seen.
    if not isinstance(value, str):
        return f"a {type(value).__name__}"
    return "what was given" if value else "an empty text"


def _environment_proxy(url: httpx.URL) -> tuple[str | None, str]:
    """
    Find the proxy that the environment names for an address, and what names it.

    A transport of our own switches off httpx's reading of HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and
    NO_PROXY. A proxy cannot reach this machine's loopback, so none is used for it.
    """
    if _is_loopback(url.host) or _goes_around(url):
        return None, ""
    proxies = getproxies()
    for name in (url.scheme, "all"):
        proxy = proxies.get(name)
        if proxy:
            # In small letters it goes before the same in capitals.
            variable = f"{name}_proxy"
            found = next((each for each in (variable, variable.upper()) if each in os.environ), "")
            origin = f"The environment's proxy ({found})" if found else "The system's proxy"
            return (proxy if "://" in proxy else f"http://{proxy}"), origin
    return None, ""


def _goes_around(url: httpx.URL) -> bool:
    """Tell whether the environment, or else the system, has no proxy used for an address."""
    environment = getproxies_environment()
    if not environment:
        return bool(proxy_bypass(url.host))
    port = url.port or {"http": 80, "https": 443}[url.scheme]
    written = {url.host, url.raw_host.decode("ascii")}
    return any(goes_around(environment.get("no", ""), url.scheme, each, port) for each in written)


def _is_loopback(host: str) -> bool:
    # A name below "localhost" leads nowhere else either (RFC 6761).
    name = host.removesuffix(".")
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        address = ip_address(host)
    except ValueError:
        return False
    return (getattr(address, "ipv4_mapped", None) or address).is_loopback
