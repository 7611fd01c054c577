"""What a sandbox can be told to do wrong."""

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
    One thing that goes wrong with some requests.

    Kinds:
        status: The answer has `status`, and `headers` and `body` if there are any.
        html: The answer is a web page with status 200.
        no_array_key: A list is answered with status 200 and an object that lacks the list.
        repeat_page: A list answers the rows of the page before the one that was asked for.
        truncated_json: The answer is whole by its length, but its JSON breaks off.
        gzip_bomb: The answer is gzip of 100 kilobytes, which unpack to 100 megabytes.
        other_host: Links in the answer (nextUri, priorUri) point to `location`.
        drop: The connection closes without an answer.
        hang: No answer comes; after `seconds`, or when the client has left, the connection closes.
        half_open: As hang, but after a part of the answer's head.
        endless_headers: The answer's headers do not end, for `seconds` or until the client leaves.
        cut: The answer breaks off in the middle of its body, and the connection closes.
        reset: The same, but the connection is reset (RST).
        slow: The answer comes `seconds` later.
        slow_body: The answer's body comes in many pieces, and takes `seconds`.
        short_length: Content-Length says half of what the body has.
        long_length: Content-Length says more than the body has. The rest does not come; after
            `seconds`, or when the client has left, the connection closes.
        broken_chunks: The body is said to be chunked, and is not.
        idle_close: The answer is good; then the server closes the connection without saying so.

    In process there is no connection to break: the application raises ConnectionResetError instead,
    which `httpx.ASGITransport` lets through as it is.

    Args:
        kind: Which of these.
        api: The API that it strikes, "auth" being the sign-in; all if None.
        method: The only method that it strikes.
        path: What the paths that it strikes start with, such as "/v1/users".
        probability: The share of matching requests that it strikes, from 0 to 1.
        times: How many more times it strikes; without end if None.
        after: For kinds with another answer or none: do what was asked first. A row then is
            created, and only the answer is lost.
        status: The status of a status fault.
        headers: Its headers.
        body: Its body: a text as it is, anything else as JSON, None for the API's usual error.
        seconds: How long a fault takes that takes time.
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
            ValueError: It is not an object, or a key or a value of it does not fit.
        """
        if not isinstance(value, dict):
            raise ValueError("a fault is a JSON object")
        try:
            return cls(**value)
        except (TypeError, ValueError) as error:
            raise ValueError(f"not a fault: {error.args[0]}") from error

    def concerns(self, api: str, method: str, path: str) -> bool:
        """Tell whether it may strike such a request."""
        return (
            self.times != 0
            and self.api in (None, api)
            and self.method in (None, method)
            and path.startswith(self.path or "")
        )


class FaultPlan:
    """
    The faults that are on, first come first served: one request meets at most one of them.

    Args:
        seed: Makes faults with a probability strike the same requests every time.
    """

    def __init__(self, seed: int) -> None:
        self.faults: list[Fault] = []
        self._seed = seed
        self._dice = random.Random(seed)  # noqa: S311 - to repeat a run, not to keep a secret

    def strike(self, api: str, method: str, path: str) -> Fault | None:
        """Choose the fault that a request meets, and take one off its `times`."""
        for place, fault in enumerate(self.faults):
            if fault.concerns(api, method, path) and self._hits(fault):
                self._use_up(place, fault)
                return fault
        return None

    def reset(self) -> None:
        """Turn all faults off and start the dice anew."""
        self.faults.clear()
        self._dice.seed(self._seed)

    def _hits(self, fault: Fault) -> bool:
        # Certain faults leave the dice alone, so that adding one does not move the others.
        return fault.probability >= 1 or self._dice.random() < fault.probability

    def _use_up(self, place: int, fault: Fault) -> None:
        if fault.times is None:
            return
        if fault.times == 1:
            del self.faults[place]
        else:
            self.faults[place] = attrs.evolve(fault, times=fault.times - 1)
