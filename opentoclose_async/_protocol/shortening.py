"""Values and names shortened to fit in an error message."""

__all__ = ["cut", "shorten"]


def shorten(value: object, length: int = 60) -> str:
    """Return the repr of a value, cut to ``length`` characters."""
    try:
        text = repr(value)
    except Exception:  # noqa: BLE001 - an int with too many digits, or a broken __repr__
        return f"a {type(value).__name__} that cannot be shown"
    return text if len(text) <= length else text[: length - 1] + "…"


def cut(name: str) -> str:
    """Return a name chosen by the caller, cut to 60 characters."""
    return name if len(name) <= 60 else name[:59] + "…"
