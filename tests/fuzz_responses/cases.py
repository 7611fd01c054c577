"""Cases: a call, and the responses to it."""

from collections.abc import Sequence
from random import Random
from typing import Literal

from attrs import frozen

from opentoclose_async import AsyncOpenToClose, AsyncRooms, OpenToClose, Rooms
from tests.fuzz_responses.answers import Answer, draw_answer
from tests.fuzz_responses.calls import ASYNC_WAYS, BLOCKING_WAYS, DROP_INS, Call, calls_of
from tests.fuzz_responses.transports import Played
from tests.fuzz_responses.wire import draw_sending

__all__ = ["Case", "draw_case"]

Channel = Literal["stub", "socket"]
SignIn = Literal["given", "refresh token", "code", "found account"]

NOTHING = (b"[]", b'{"users":[],"userSummaries":[],"rooms":[],"totalRowCount":0}', b"")


@frozen
class Case:
    """
    A call, and the responses to it.

    Attributes:
        seed: The seed it was drawn from.
        client: The class of the client.
        call: The call.
        way: What is done with a list.
        channel: How the responses arrive.
        backend: The event loop of an async client.
        sign_in: How a Rooms client gets its token and account.
        quota: The client keeps to a quota.
        strict: A value of an undocumented type is an error.
        played: The responses.
    """

    seed: int
    client: type
    call: Call
    way: str
    channel: Channel
    backend: str
    sign_in: SignIn
    quota: bool
    strict: bool
    played: Played

    @property
    def kind(self) -> str:
        """A description, for a table."""
        return f"{self.client.__name__}, {self.what}, {self.channel}"

    @property
    def what(self) -> str:
        """What is called, for a table."""
        if self.sign_in != "given":
            return "sign-in"
        if self.call.is_walk:
            return self.way
        for name in ("request", "get_user_info"):
            if self.call.name == name:
                return name
        verb = self.call.name.partition("_")[0]
        return {"list": "list", "get": "get", "retrieve": "get"}.get(verb, "change")


def draw_case(seed: int) -> Case:
    """Draw the case of a seed."""
    random = Random(seed)
    odd = random.choice((0.1, 0.3, 0.6, 1.0))
    client = _client(random)
    call = _call(random, client)
    blocking = client in (OpenToClose, Rooms)
    ways: Sequence[str] = tuple(BLOCKING_WAYS if blocking else ASYNC_WAYS)
    channel: Channel = "socket" if client in DROP_INS or random.random() < 0.25 else "stub"
    sign_in: SignIn = "given"
    if client in (AsyncRooms, Rooms) and random.random() < 0.2:
        sign_in = random.choice(("refresh token", "code", "found account"))
    answers = _answers(random, call, sign_in, odd)
    sendings = tuple(draw_sending(random, answer, odd) for answer in answers)
    return Case(
        seed=seed,
        client=client,
        call=call,
        way=random.choice(ways),
        channel=channel,
        backend="trio" if random.random() < 0.15 else "asyncio",
        sign_in=sign_in,
        quota=random.random() < 0.15,
        strict=random.random() < 0.2,
        played=Played(answers, sendings),
    )


def _client(random: Random) -> type:
    kinds: list[type] = [AsyncOpenToClose] * 8 + [AsyncRooms] * 8
    return random.choice(
        [*kinds, OpenToClose, Rooms, random.choice(DROP_INS), random.choice(DROP_INS)]
    )


def _call(random: Random, client: type) -> Call:
    """Draw a call, mostly one of those with the most possible outcomes."""
    calls = calls_of(client)
    share = random.random()
    if share < 0.5:
        walks = [call for call in calls if call.is_walk]
        calls = tuple(walks) or calls
    return random.choice(calls)


def _answers(random: Random, call: Call, sign_in: SignIn, odd: float) -> tuple[Answer, ...]:
    count = random.choice((1, 1, 2, 3))
    answers = [draw_answer(random, call.fits, odd) for _ in range(count)]
    if sign_in == "found account":
        answers.insert(0, draw_answer(random, "user", odd))
    elif sign_in != "given":
        answers.insert(0, draw_answer(random, "token", odd))
    if random.random() < 0.6:
        nothing = random.choice(NOTHING)
        answers.append(Answer(200 if nothing else 204, (), nothing, nothing))
    return tuple(answers)
