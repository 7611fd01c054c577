"""The address of the API, and of the proxy in between."""

import os
import re
from base64 import b64encode
from importlib.util import find_spec
from ipaddress import ip_address
from urllib.request import getproxies, getproxies_environment, proxy_bypass

import httpx

from opentoclose_async._protocol.no_proxy import bypasses_proxy
from opentoclose_async.exceptions import ConfigurationError

__all__ = ["base_address", "keeps_secrets", "proxy_address", "secrets_in"]

LONGEST_ADDRESS = 2_000
"""Characters."""
PROXY_SCHEMES = ("http", "https", "socks5", "socks5h")

_HOST = re.compile(r"[0-9A-Za-z_:-]+(?:\.[0-9A-Za-z_:-]+)*\.?")


def base_address(name: str, address: object) -> httpx.URL:
    """
    Check a base URL.

    Args:
        name: The argument it was passed as.
        address: The base URL.

    Raises:
        ConfigurationError: If it is not an http or https URL with a host, or has credentials, a
            query or a fragment. The message never shows it.
    """
    url = _url_of(address)
    if url is None or url.scheme not in ("http", "https"):
        raise ConfigurationError(
            f"{name} must be an http or https URL with a host, and with a port from 1 to 65535 if "
            f"any, not {_kind(address)}."
        )
    text = str(address)
    if url.userinfo or "@" in text or "?" in text or "#" in text:
        raise ConfigurationError(
            f"{name} must not contain credentials, a query or a fragment. Pass credentials as "
            "arguments or through the environment."
        )
    return url


def keeps_secrets(url: httpx.URL, *, own_transport: bool) -> bool:
    """
    Return whether requests to an address cannot be read on the network.

    Reserved test names and names without a dot do not exist on the internet; with a custom
    transport, they lead wherever it decides.
    """
    host = url.host
    if url.scheme == "https" or _is_loopback(host):
        return True
    return own_transport and ("." not in host or host.endswith((".test", ".example", ".invalid")))


def proxy_address(proxy: object, url: httpx.URL) -> str | None:
    """
    Return the proxy for an address: the given one, or else the environment's.

    Raises:
        ConfigurationError: If it is not the URL of a proxy. The message never shows it.
    """
    given = proxy is not None
    address, name = (proxy, "proxy") if given else _environment_proxy(url)
    if address is None:
        return None
    parsed = _url_of(address)
    if parsed is None or parsed.scheme not in PROXY_SCHEMES:
        raise ConfigurationError(
            f"{name} must be the URL of a proxy with a host ({', '.join(PROXY_SCHEMES)}), such as "
            f"http://proxy.example:3128, not {_kind(address)}."
        )
    if parsed.scheme.startswith("socks") and find_spec("socksio") is None:
        raise ConfigurationError(f"{name} is a SOCKS proxy; install httpx[socks] to use it.")
    return str(address)


def secrets_in(address: str) -> list[str]:
    """Return the secrets in a proxy's address: its password, in plain text and as it is sent."""
    url = httpx.URL(address)
    if not url.userinfo:
        return []
    name, _, escaped = url.userinfo.decode("ascii").partition(":")
    pair = f"{url.username}:{url.password}".encode()
    sent = b64encode(pair).decode("ascii")
    # A token may stand alone instead of the user name.
    return [url.password, escaped, sent] if url.password else [url.username, name, sent]


def _url_of(value: object) -> httpx.URL | None:
    """Parse a URL with a host; None if it is invalid."""
    if not isinstance(value, str) or len(value) > LONGEST_ADDRESS:
        return None
    try:
        url = httpx.URL(value)
        has_host = bool(url.host)  # decodes labels that begin with "xn--"
    except (httpx.InvalidURL, UnicodeError):
        return None
    sound = has_host and _HOST.fullmatch(url.raw_host.decode("ascii")) is not None
    return url if sound and (url.port is None or 0 < url.port < 65536) else None


def _kind(value: object) -> str:
    # Without its value, which may contain a secret.
    if not isinstance(value, str):
        return f"a {type(value).__name__}"
    return "what was given" if value else "an empty string"


def _environment_proxy(url: httpx.URL) -> tuple[str | None, str]:
    """
    Return the proxy that the environment sets for an address, and where it is set.

    httpx ignores HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY when it is given a transport, so
    they are read here. A proxy cannot reach this machine's loopback, so none is used for it.
    """
    if _is_loopback(url.host) or _goes_around(url):
        return None, ""
    proxies = getproxies()
    for name in (url.scheme, "all"):
        proxy = proxies.get(name)
        if proxy:
            # The lower-case variable takes precedence over the upper-case one.
            variable = f"{name}_proxy"
            found = next((each for each in (variable, variable.upper()) if each in os.environ), "")
            origin = f"The environment's proxy ({found})" if found else "The system's proxy"
            return (proxy if "://" in proxy else f"http://{proxy}"), origin
    return None, ""


def _goes_around(url: httpx.URL) -> bool:
    """Return whether the environment, or else the system, excludes an address from proxying."""
    environment = getproxies_environment()
    if not environment:
        return bool(proxy_bypass(url.host))
    port = url.port or {"http": 80, "https": 443}[url.scheme]
    written = {url.host, url.raw_host.decode("ascii")}
    return any(
        bypasses_proxy(environment.get("no", ""), url.scheme, each, port) for each in written
    )


def _is_loopback(host: str) -> bool:
    # Names below "localhost" are loopback names too (RFC 6761).
    name = host.removesuffix(".")
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        address = ip_address(host)
    except ValueError:
        return False
    return (getattr(address, "ipv4_mapped", None) or address).is_loopback
