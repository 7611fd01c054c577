"""Switch the log on by the environment, for who cannot or will not configure logging."""

import logging
import os
from typing import Final

__all__ = ["VARIABLE", "switch_log_on"]

VARIABLE: Final = "OPENTOCLOSE_LOG"
LEVELS: Final = {"debug": logging.DEBUG, "info": logging.INFO}


def switch_log_on() -> None:
    """
    Do what OPENTOCLOSE_LOG says: "info" for a line a request, "debug" for waits and retries too.

    The lines go where the application sends its log; if it has none, to standard error.
    """
    wanted = os.environ.get(VARIABLE, "").strip().lower()
    if not wanted:
        return
    logger = logging.getLogger("opentoclose_async")
    level = LEVELS.get(wanted)
    if level is None:
        logger.warning("%s is %.40r; it knows debug and info", VARIABLE, wanted)
        return
    logger.setLevel(level)
    if not logger.hasHandlers():
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(message)s"))
        logger.addHandler(handler)
