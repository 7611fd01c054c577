"""Faults: the kinds, their settings, and which request gets which."""

import random
from collections.abc import Mapping
from typing import Any, Literal, get_args

import attrs

ApiName = Literal["otc", "rooms", "auth"]
FaultKind = Literal[
    "status",
    "html",
    "no_array_key",
    "repeat_page",
    "truncated_json",
    "gzip_bomb",
    "other_host",
    "drop",
    "hang",
    "half_open",
    "endless_headers",
    "cut",
    "reset",
    "slow",
    "slow_body",
    "short_length",
    "long_length",
    "broken_chunks",
    "idle_close",
]

_optional = attrs.validators.optional


@attrs.frozen(kw_only=True)
class Fault:
    """
    A fault that affects matching requests.

    Kinds:
        status: The response has `status`, with `headers` and `body` if given.
        html: The response is a web page with status 200.
        no_array_key: A list response has status 200 and an object without the list.
        repeat_page: A list returns the rows of the page before the requested one.
        truncated_json: The response is complete by its length, but its JSON is cut off.
        gzip_bomb: The response is 100 kilobytes of gzip that decompress to 100 megabytes.
        other_host: Links in the response (nextUri, priorUri) point to `location`.
        drop: The connection closes without a response.
        hang: No response; the connection closes after `seconds`, or when the client disconnects.
        half_open: Like hang, but after a part of the response head.
        endless_headers: The headers never end, for `seconds` or until the client disconnects.
        cut: The connection closes in the middle of the body.
        reset: Like cut, but the connection is reset (RST).
        slow: The response comes `seconds` late.
        slow_body: The body comes in many pieces over `seconds`.
        short_length: Content-Length is half the length of the body.
        long_length: Content-Length is more than the length of the body. The rest never comes; the
            connection closes after `seconds`, or when the client disconnects.
        broken_chunks: The body is declared as chunked, but is not.
        idle_close: The response is good; the server then closes the connection silently.

    In process there is no connection to break: the application raises ConnectionResetError instead,
    which `httpx.ASGITransport` passes on unchanged.

    Args:
        kind: One of the kinds above.
        api: The API to affect, "auth" being the sign-in; all if None.
        method: The HTTP method to affect; all if None.
        path: The prefix of the paths to affect, such as "/v1/users"; all if None.
        probability: The share of matching requests to affect, from 0 to 1.
        times: How many more requests to affect; unlimited if None.
        after: For kinds that replace or drop the response: process the request first, so that a
            row is created and only the response is lost.
        status: The status of a status fault.
        headers: Its headers.
        body: Its body: text as it is, anything else as JSON, None for the API's usual error.
        seconds: The duration of faults that take time.
        location: Scheme and host for other_host.
    """

    kind: FaultKind = attrs.field(validator=attrs.validators.in_(get_args(FaultKind)))
    api: ApiName | None = attrs.field(
        default=None, validator=_optional(attrs.validators.in_(get_args(ApiName)))
    )
    method: str | None = attrs.field(
        default=None, validator=_optional(attrs.validators.instance_of(str))
    )
    path: str | None = attrs.field(
        default=None, validator=_optional(attrs.validators.instance_of(str))
    )
    probability: float = attrs.field(
        default=1.0, validator=[attrs.validators.ge(0), attrs.validators.le(1)]
    )
    times: int | None = attrs.field(
        default=None,
        validator=_optional([attrs.validators.instance_of(int), attrs.validators.ge(0)]),
    )
    after: bool = attrs.field(default=False, validator=attrs.validators.instance_of(bool))
    status: int = attrs.field(
        default=503,
        validator=[
            attrs.validators.instance_of(int),
            attrs.validators.ge(200),
            attrs.validators.le(599),
        ],
    )
    headers: Mapping[str, str] = attrs.field(
        factory=dict,
        validator=attrs.validators.deep_mapping(
            attrs.validators.instance_of(str), attrs.validators.instance_of(str)
        ),
    )
    body: Any = None
    seconds: float = attrs.field(default=30.0, validator=attrs.validators.ge(0))
    location: str = attrs.field(
        default="http://other.invalid", validator=attrs.validators.instance_of(str)
    )

    @classmethod
    def from_json(cls, value: Any) -> "Fault":
        """
        Read a fault from a JSON object.

        Args:
            value: The object; its keys are the arguments of `Fault`.

        Raises:
            ValueError: It is not an object, or one of its keys or values is invalid.
        """
        if not isinstance(value, dict):
            raise ValueError("a fault must be a JSON object")
        try:
            return cls(**value)
        except (TypeError, ValueError) as error:
            raise ValueError(f"not a valid fault: {error.args[0]}") from error

    def concerns(self, api: str, method: str, path: str) -> bool:
        """Return whether the fault matches a request."""
        return (
            self.times != 0
            and self.api in (None, api)
            and self.method in (None, method)
            and path.startswith(self.path or "")
        )


class FaultPlan:
    """
    The active faults; the first that matches a request applies, and no other.

    Args:
        seed: Makes faults with a probability affect the same requests in every run.
    """

    def __init__(self, seed: int) -> None:
        self.faults: list[Fault] = []
        self._seed = seed
        self._dice = random.Random(seed)  # noqa: S311 - reproducible, not secret

    def strike(self, api: str, method: str, path: str) -> Fault | None:
        """Return the fault for a request, if any, and count down its `times`."""
        for place, fault in enumerate(self.faults):
            if fault.concerns(api, method, path) and self._hits(fault):
                self._use_up(place, fault)
                return fault
        return None

    def reset(self) -> None:
        """Remove all faults and reseed the random numbers."""
        self.faults.clear()
        self._dice.seed(self._seed)

    def _hits(self, fault: Fault) -> bool:
        # Certain faults draw no number, so that adding one does not shift the others.
        return fault.probability >= 1 or self._dice.random() < fault.probability

    def _use_up(self, place: int, fault: Fault) -> None:
        if fault.times is None:
            return
        if fault.times == 1:
            del self.faults[place]
        else:
            self.faults[place] = attrs.evolve(fault, times=fault.times - 1)
