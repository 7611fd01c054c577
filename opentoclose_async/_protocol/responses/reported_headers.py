"""Choose the response headers that are safe and useful to report."""

import re
from collections.abc import Mapping

__all__ = ["reportable_headers"]

_REPORTABLE = re.compile(
    r"(x-)?(rate|burst)-?limit(-.*)?"  # limits: what is left, and until when
    r"|retry-after|date|age"
    r"|x-docusign-.*|(x-)?(amzn?-)?(request|correlation|trace|cf)-?id|traceparent|cf-ray"
    r"|content-type|server|via|x-cache"  # who answered
    r"|deprecation|sunset|warning"
)


def reportable_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """
    Choose the headers that hooks and errors may hold.

    Args:
        headers: All headers, by lower-case name.

    Returns:
        Limits, dates, ids for support, and what identifies the responding server and the content.
    """
    return {name: value for name, value in headers.items() if _REPORTABLE.fullmatch(name)}
