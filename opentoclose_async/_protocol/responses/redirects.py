"""Decide where a redirect leads, and whether it may be followed."""

from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urljoin, urlsplit

from attrs import evolve

from opentoclose_async._protocol.arguments import CREDENTIALS
from opentoclose_async._protocol.messages import Request, Response

__all__ = ["MOST_REDIRECTS", "PORTS", "REDIRECTS", "origin_of", "redirected"]

MOST_REDIRECTS = 10
"""Per request."""

KEEP_THE_METHOD = frozenset({307, 308})
REDIRECTS = frozenset({301, 302, 303}) | KEEP_THE_METHOD
PORTS = {"http": 80, "https": 443}


def redirected(request: Request, response: Response, base_url: str) -> Request | None:
    """
    Return the request that a redirect asks for.

    Args:
        request: The request that was sent.
        response: Its response.
        base_url: The URL that request paths are relative to.

    Returns:
        The same request to another path of the same server. None if the response is not a redirect,
        if it leads to another scheme, host or port, which must not receive the credential, or if
        the method would change: only 307 and 308 say that nothing was done.
    """
    location = response.headers.get("location")
    if response.status not in REDIRECTS or not location or not location.isprintable():
        return None
    if request.method not in ("GET", "HEAD") and response.status not in KEEP_THE_METHOD:
        return None
    here = base_url + request.path if request.target is None else urljoin(base_url, request.target)
    try:
        there = urlsplit(urljoin(here, location))
        same = origin_of(there) == origin_of(urlsplit(base_url)) and there.username is None
    except ValueError:  # not a valid URL
        return None
    if not same:
        return None
    # Servers repeat the query with the credential in it, which is added again below the log.
    query = [
        (name, value)
        for name, value in parse_qsl(there.query, keep_blank_values=True)
        if name.lower() not in CREDENTIALS
    ]
    path = quote(there.path or "/", safe="/%:@!$&'()*+,;=~")
    asked = f"?{urlencode(query, quote_via=quote)}" if query else ""
    return evolve(request, target=f"{path}{asked}")


def origin_of(url: SplitResult) -> tuple[str, str | None, int | None]:
    """Return what makes two URLs lead to the same server: scheme, host and port."""
    return url.scheme, url.hostname, url.port or PORTS.get(url.scheme)
