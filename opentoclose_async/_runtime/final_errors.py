"""What a session adds to the errors of the server and the network before it raises them."""

from opentoclose_async._protocol.messages import Request, Response
from opentoclose_async._protocol.responses.decode import CHECK_FIRST
from opentoclose_async._protocol.retry import Outcome, outcome_is_unknown
from opentoclose_async.exceptions import DataFormatError, NotFoundError, OpenToCloseAPIError

__all__ = ["last_words", "only_without_secrets"]


def only_without_secrets(request: Request, clean: Response) -> DataFormatError:
    """Return the error for a response that was valid only after its secrets were replaced."""
    unknown = outcome_is_unknown(request.repeated_as, Outcome.LOST)
    look = f" {CHECK_FIRST}" if unknown else ""
    return DataFormatError(
        f"{request} answered {clean.status} with a body that repeats a credential and cannot be "
        f"decoded because of it.{look}",
        status_code=clean.status,
        method=request.method,
        endpoint=request.path,
        outcome_unknown=unknown,
    )


def last_words(
    error: OpenToCloseAPIError, request: Request, attempt: int, *, may_have_worked: bool
) -> OpenToCloseAPIError:
    """Add notes about the earlier attempts to an error."""
    if attempt > 1:
        error.add_note(f"Sent {attempt} times.")
    if may_have_worked and request.method == "DELETE" and isinstance(error, NotFoundError):
        error.add_note("An earlier attempt went unanswered and may have deleted it.")
    return error
