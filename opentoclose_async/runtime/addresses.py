"""Where requests go: the API's address, and the proxy on the way to it."""

import re
from importlib.util import find_spec
from ipaddress import ip_address
from urllib.request import getproxies, proxy_bypass

import httpx

from opentoclose_async.exceptions import ConfigurationError

__all__ = ["base_address", "keeps_secrets", "proxy_address"]

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
    if url.scheme == "https" or host == "localhost" or _is_loopback(host):
        return True
    if host.endswith(".localhost"):
        return True
    return own_transport and ("." not in host or host.endswith((".test", ".example", ".invalid")))


def proxy_address(proxy: object, url: httpx.URL) -> str | None:
    """
    Find the proxy to an address: the given one, or else the environment's.

    Raises:
        ConfigurationError: If it is no URL of a proxy. The message never shows it.
    """
    given = proxy is not None
    address = proxy if given else _environment_proxy(url)
    if address is None:
        return None
    name = "proxy" if given else "The environment's proxy (HTTP_PROXY, HTTPS_PROXY, ALL_PROXY)"
    parsed = _url_of(address)
    if parsed is None or parsed.scheme not in PROXY_SCHEMES:
        raise ConfigurationError(
            f"{name} must be the URL of a proxy with a host ({', '.join(PROXY_SCHEMES)}), as "
            f"http://proxy.example:3128, not {_kind(address)}."
        )
    if parsed.scheme.startswith("socks") and find_spec("socksio") is None:
        raise ConfigurationError(f"{name} speaks SOCKS, which needs httpx[socks] installed.")
    return str(address)


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


def _environment_proxy(url: httpx.URL) -> str | None:
    """
    Find the proxy that the environment names for an address.

    A transport of our own switches off httpx's reading of HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and
    NO_PROXY. A proxy cannot reach this machine's loopback, so none is used for it.
    """
    if url.host == "localhost" or _is_loopback(url.host) or proxy_bypass(url.host):
        return None
    proxies = getproxies()
    proxy = proxies.get(url.scheme) or proxies.get("all")
    return proxy if proxy is None or "://" in proxy else f"http://{proxy}"


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
