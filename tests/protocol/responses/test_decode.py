"""Responses converted to values, or to the error that says what went wrong."""

from datetime import UTC, datetime
from typing import Any

import pytest

from opentoclose_async._protocol.messages import Operation, Request, Response
from opentoclose_async._protocol.responses.decode import Dialect, decode, error_for
from opentoclose_async._protocol.responses.rate_limits import LimitSignals, read_limits
from opentoclose_async.exceptions import (
    AuthenticationError,
    ConflictError,
    DataFormatError,
    NotFoundError,
    OpenToCloseAPIError,
    PermissionDeniedError,
    RateLimitError,
    ServerError,
    TimeoutError,
    ValidationError,
)
from opentoclose_async.otc.dialect import DIALECT as OTC
from opentoclose_async.rooms.dialect import DIALECT as ROOMS

DIALECTS = pytest.mark.parametrize("dialect", [OTC, ROOMS], ids=["otc", "rooms"])
REQUEST = Request("PUT", "/users/5", {"x": "1"})
NOON = datetime(2026, 10, 1, 12, tzinfo=UTC)


def answer(status: int = 200, body: bytes | str = b"", /, **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(status, named, body.encode() if isinstance(body, str) else body)


def decoded(response: Response, dialect: Dialect = OTC) -> Any:
    return decode(Operation(REQUEST, lambda value: value), response, dialect)


def failed(response: Response, dialect: Dialect = OTC, **more: Any) -> OpenToCloseAPIError:
    limits = read_limits(response, NOON.timestamp())
    return error_for(REQUEST, response, dialect, limits, NOON, **more)


@DIALECTS
@pytest.mark.parametrize(
    ("response", "value"),
    [
        (answer(200, '{"id": 5}'), {"id": 5}),
        (answer(201, "[]"), []),
        (answer(200, "[1]", content_type="application/json; charset=utf-8"), [1]),
        (answer(200, "[1]", content_type="text/plain"), [1]),
        (answer(200, "[1]", content_type="text/html; charset=UTF-8"), [1]),
        (answer(200, '"<html>"', content_type="text/html"), "<html>"),
        (answer(200, "[1]", content_type="; ;"), [1]),
        (answer(200, "[1]", content_type="application/json; charset=klingon, image/png"), [1]),
        (answer(200, b"\xef\xbb\xbf[1]"), [1]),
        (answer(200, "[18446744073709551616]"), [2**64]),
        (answer(200, "", content_type="text/html"), None),
        (answer(200, " \n", content_type="text/html"), None),
        (answer(200, "null"), None),
        (answer(200, ""), None),
        (answer(200, " \r\n"), None),
        (answer(200, b"\xef\xbb\xbf\r\n"), None),
        (answer(204), None),
        (answer(204, "no content"), None),
        (answer(204, "", content_type="text/html; charset=UTF-8"), None),
        (answer(204, "<p>Done</p>", content_type="text/html"), None),
        (answer(205, "reset"), None),
    ],
)
def test_the_value_of_a_response(response: Response, value: Any, dialect: Dialect) -> None:
    assert decoded(response, dialect) == value


@DIALECTS
@pytest.mark.parametrize("body", [b"OK", b"{", b'{"a": nan}', b"\xff\xfe", b"'a'"])
def test_a_body_that_is_not_json(body: bytes, dialect: Dialect) -> None:
    with pytest.raises(DataFormatError) as caught:
        decoded(answer(200, body, x_docusign_tracetoken="t-1"), dialect)
    error = caught.value
    assert (error.status_code, error.method, error.endpoint) == (200, "PUT", "/users/5")
    assert (error.path, error.trace_token) == (None, "t-1")
    assert error.response_data == body.decode("utf-8", "replace")
    for part in ("PUT", "/users/5", "200", "not JSON"):
        assert part in str(error)


def test_only_the_beginning_of_a_large_invalid_body_is_kept() -> None:
    with pytest.raises(DataFormatError) as caught:
        decoded(answer(200, "x" * 100_000))
    assert len(caught.value.response_data) == 2000
    assert len(str(caught.value)) < 400


def test_the_error_for_an_unexpected_value_names_the_request_and_path() -> None:
    def convert(value: Any) -> Any:
        raise DataFormatError("expected a list, got 5.", path="rows[1]") from KeyError("x")

    with pytest.raises(DataFormatError) as caught:
        decode(Operation(REQUEST, convert), answer(200, '{"rows": 5}'), OTC)
    error = caught.value
    assert str(error) == "PUT /users/5 answered 200: expected a list, got 5."
    assert (error.path, error.response_data) == ("rows[1]", {"rows": 5})
    assert (error.status_code, error.method, error.endpoint) == (200, "PUT", "/users/5")
    assert isinstance(error.__cause__, KeyError)


LOGIN = "<!DOCTYPE html><html><body><form>Password</form></body></html>"
CRASH = "<html><h1>Oops! An Error Occurred</h1></html>"
BROKEN = "<html><title>Internal Server Error</title></html>"


@pytest.mark.parametrize(
    ("dialect", "page", "kind", "named"),
    [
        (OTC, LOGIN, AuthenticationError, "OPEN_TO_CLOSE_API_KEY"),
        (OTC, CRASH, ServerError, "try again later"),
        (OTC, BROKEN, ServerError, "try again later"),
        (ROOMS, LOGIN, DataFormatError, "base_url"),
        (ROOMS, CRASH, ServerError, "try again later"),
        (ROOMS, BROKEN, ServerError, "try again later"),
    ],
)
@pytest.mark.parametrize("content_type", ["text/html", "Text/HTML; charset=UTF-8"])
def test_an_html_page_with_status_200(
    dialect: Dialect, page: str, kind: type[OpenToCloseAPIError], named: str, content_type: str
) -> None:
    with pytest.raises(kind) as caught:
        decoded(answer(200, page, content_type=content_type), dialect)
    error = caught.value
    assert type(error) is kind
    assert (error.status_code, error.method, error.endpoint) == (200, "PUT", "/users/5")
    assert error.response_data == page
    for part in ("PUT /users/5", "200", "HTML", named):
        assert part in str(error)


@DIALECTS
@pytest.mark.parametrize(
    "page", ["<p>Oops</p>", "\ufeff\n <!doctype html>", "<?xml version='1.0'?><html/>", "<"]
)
def test_an_html_page_without_the_content_type(page: str, dialect: Dialect) -> None:
    kind = AuthenticationError if dialect is OTC else DataFormatError
    with pytest.raises(kind, match="HTML page"):
        decoded(answer(200, page, content_type="application/json"), dialect)


def test_xml_is_not_a_login_page() -> None:
    with pytest.raises(DataFormatError, match="not JSON"):
        decoded(answer(200, "<?xml version='1.0'?><error/>"))


@DIALECTS
def test_an_html_error_page_leaves_the_outcome_of_a_create_unknown(dialect: Dialect) -> None:
    create = Operation(Request("POST", "/users"), lambda value: value)
    with pytest.raises(ServerError, match="check before you send it again") as caught:
        decode(create, answer(200, CRASH), dialect)
    assert caught.value.outcome_unknown is True
    with pytest.raises(OpenToCloseAPIError) as refused:
        decode(create, answer(200, LOGIN), dialect)
    assert refused.value.outcome_unknown is (dialect is ROOMS)


def packed(body: bytes, status: int = 200) -> Response:
    return Response(status, {}, body, "it is encoded as 'br', which was not asked for")


def test_a_mislabelled_body_is_read_as_it_is() -> None:
    assert decoded(packed(b'{"id": 5}')) == {"id": 5}
    with pytest.raises(AuthenticationError, match="HTML page"):
        decoded(packed(b"<html>Password</html>"))
    with pytest.raises(
        DataFormatError, match="cannot be decompressed: it is encoded as 'br'"
    ) as caught:
        decoded(packed(b"\x0b\x02\x80"))
    assert caught.value.status_code == 200
    assert str(failed(packed(b"\x0b\x02\x80", 503))).startswith(
        "PUT /users/5 answered 503 Service Unavailable. "
    )
    assert "in half an hour" in str(failed(packed(b'{"message": "in half an hour"}', 503)))


@DIALECTS
@pytest.mark.parametrize("name", ["message", "errors", "detail", "x"])
def test_a_body_nested_too_deeply_to_show_still_makes_an_error(name: str, dialect: Dialect) -> None:
    deep = "[" * 900 + "]" * 900
    for body in (deep, f'{{"{name}": {deep}}}', f'{{"errors": {{"{name}": {deep}}}}}', "[" * 9000):
        assert "422" in str(failed(answer(422, body), dialect))


def test_a_long_server_message_is_cut() -> None:
    error = failed(answer(400, f'{{"message": "{"x" * 9000}"}}'))
    assert len(str(error)) < 1000
    assert error.response_data == {"message": "x" * 9000}


STATUSES = {
    400: ValidationError,
    401: AuthenticationError,
    402: OpenToCloseAPIError,
    403: PermissionDeniedError,
    404: NotFoundError,
    405: OpenToCloseAPIError,
    406: OpenToCloseAPIError,
    408: TimeoutError,
    409: ConflictError,
    410: NotFoundError,
    418: OpenToCloseAPIError,
    422: ValidationError,
    429: RateLimitError,
    499: OpenToCloseAPIError,
    500: ServerError,
    501: ServerError,
    502: ServerError,
    503: ServerError,
    504: ServerError,
    520: ServerError,
    599: ServerError,
    301: OpenToCloseAPIError,
    302: OpenToCloseAPIError,
    307: OpenToCloseAPIError,
    304: OpenToCloseAPIError,
    103: OpenToCloseAPIError,
}


@DIALECTS
@pytest.mark.parametrize(("status", "kind"), STATUSES.items())
def test_each_status_has_an_error_that_states_request_and_response(
    status: int, kind: type[OpenToCloseAPIError], dialect: Dialect
) -> None:
    error = failed(answer(status, '{"message": "The server said so."}'), dialect)
    assert type(error) is kind
    assert (error.status_code, error.method, error.endpoint) == (status, "PUT", "/users/5")
    assert error.response_data == {"message": "The server said so."}
    assert error.outcome_unknown is False
    for part in ("PUT", "/users/5", str(status), "The server said so."):
        assert part in str(error)
    assert ".." not in str(error)


@DIALECTS
@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"5",
        b"[]",
        b'["no"]',
        b'"Bad Request"',
        b"Bad Request",
        b"\xff\x00",
        b"{}",
        b'{"message": 5, "errorCode": 7, "referenceId": [], "errors": 5, "detail": {}}',
        b'{"message": null, "errors": {"a": null}}',
        LOGIN.encode(),
    ],
)
def test_any_body_of_a_failed_request_makes_an_error(
    status: int, body: bytes, dialect: Dialect
) -> None:
    error = failed(answer(status, body), dialect)
    assert type(error) is STATUSES[status]
    assert str(error).startswith(f"PUT /users/5 answered {status}")
    assert "<" not in str(error)


@DIALECTS
@pytest.mark.parametrize("body", ['"Bad Request: no email"', "Bad Request:\n no email"])
def test_a_plain_text_body_is_the_message(body: str, dialect: Dialect) -> None:
    error = failed(answer(400, body), dialect)
    assert "Bad Request: no email." in str(error)


def test_the_full_message_for_a_missing_record() -> None:
    assert str(failed(answer(404, '{"detail": "Not Found"}'))) == (
        "PUT /users/5 answered 404 Not Found: Not Found. "
        "Check the id; the record may have been deleted."
    )


@pytest.mark.parametrize(
    ("dialect", "variable"), [(OTC, "OPEN_TO_CLOSE_API_KEY"), (ROOMS, "DOCUSIGN_ACCESS_TOKEN")]
)
def test_the_error_for_refused_credentials_says_which_to_check(
    dialect: Dialect, variable: str
) -> None:
    assert variable in str(failed(answer(401, "{}"), dialect))


def test_the_fields_of_an_api_error_of_rooms() -> None:
    body = '{"errorCode": "ROOM_NOT_FOUND", "message": "No such room.", "referenceId": "r-1"}'
    error = failed(answer(404, body, x_docusign_tracetoken="t-1"), ROOMS)
    assert (error.error_code, error.reference_id, error.trace_token) == (
        "ROOM_NOT_FOUND",
        "r-1",
        "t-1",
    )
    assert "ROOM_NOT_FOUND: No such room." in str(error)


@pytest.mark.parametrize("status", [400, 422])
@pytest.mark.parametrize("name", ["errors", "field_errors"])
def test_field_errors_of_open_to_close(status: int, name: str) -> None:
    body = f'{{"message": "Invalid.", "{name}": {{"email": ["is taken"], "id": "is none"}}}}'
    error = failed(answer(status, body))
    assert isinstance(error, ValidationError)
    assert error.field_errors == {"email": ["is taken"], "id": "is none"}
    assert "Invalid." in str(error)


def test_field_errors_replace_a_missing_message() -> None:
    error = failed(answer(422, '{"errors": {"email": ["is taken", "is short"]}}'))
    assert "email: is taken is short" in str(error)


def test_a_validation_error_without_fields_has_none() -> None:
    error = failed(answer(400, "[]"))
    assert isinstance(error, ValidationError)
    assert error.field_errors == {}


def rate_limit(response: Response, dialect: Dialect = ROOMS) -> RateLimitError:
    error = failed(response, dialect)
    assert isinstance(error, RateLimitError)
    return error


def test_a_rate_limit_error_says_when_it_ends() -> None:
    error = rate_limit(answer(429, "", retry_after="90"), OTC)
    assert error.retry_after == 90.0
    assert error.resets_at == datetime(2026, 10, 1, 12, 1, 30, tzinfo=UTC)
    assert "12:01:30 UTC" in str(error)


def test_an_hourly_limit_with_status_400_ends_when_its_window_does() -> None:
    reset = f"{NOON.timestamp() + 600:.0f}"
    body = '{"errorCode": "HOURLY_APIINVOCATION_LIMIT_EXCEEDED", "message": "Too many."}'
    error = rate_limit(answer(400, body, x_ratelimit_reset=reset))
    assert error.status_code == 400
    assert error.error_code == "HOURLY_APIINVOCATION_LIMIT_EXCEEDED"
    assert error.resets_at == datetime(2026, 10, 1, 12, 10, tzinfo=UTC)


def test_a_burst_limit_does_not_end_when_the_long_window_does() -> None:
    reset = f"{NOON.timestamp() + 600:.0f}"
    body = '{"errorCode": "BURST_APIINVOCATION_LIMIT_EXCEEDED"}'
    error = rate_limit(answer(429, body, x_ratelimit_reset=reset))
    assert (error.retry_after, error.resets_at) == (None, None)


def test_a_limit_without_details() -> None:
    error = rate_limit(answer(429))
    assert (error.retry_after, error.resets_at) == (None, None)
    assert "again at" not in str(error)


def test_the_end_of_a_limit_is_in_utc_whatever_the_time_zone() -> None:
    local = datetime.fromisoformat("2026-10-01T07:00:00-05:00")
    limits = LimitSignals(refused=True, retry_after=1.0)
    error = error_for(REQUEST, answer(429), OTC, limits, local)
    assert isinstance(error, RateLimitError)
    assert error.resets_at == datetime(2026, 10, 1, 12, 0, 1, tzinfo=UTC)
    assert str(error.resets_at) == "2026-10-01 12:00:01+00:00"


def test_an_unavailable_server_is_not_a_rate_limit() -> None:
    assert type(failed(answer(503, "", retry_after="5"))) is ServerError


def test_the_error_for_a_redirect_does_not_show_its_target() -> None:
    error = failed(answer(302, "", location="https://elsewhere.example/?api_token=secret"))
    assert "not followed" in str(error)
    assert "base_url" in str(error)
    assert "elsewhere" not in str(error) + repr(error.__dict__)


def test_an_unknown_outcome_is_stated_and_marked() -> None:
    error = failed(answer(504), outcome_unknown=True)
    assert error.outcome_unknown is True
    assert "check before you send it again" in str(error)


def test_query_values_are_never_in_a_message() -> None:
    request = Request("GET", "/users", {"api_token": "secret"})
    error = error_for(request, answer(500), OTC, LimitSignals(), NOON)
    assert "secret" not in str(error) + repr(error.__dict__)
