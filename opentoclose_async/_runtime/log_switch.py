"""Turn on logging through the environment, without configuring ``logging``."""

import logging
import os
from typing import Final

__all__ = ["VARIABLE", "switch_log_on"]

VARIABLE: Final = "OPENTOCLOSE_LOG"
LEVELS: Final = {"debug": logging.DEBUG, "info": logging.INFO}


def switch_log_on() -> None:
    """
    Log as OPENTOCLOSE_LOG says: "info" for a line per request, "debug" for waits and retries too.

    The lines go to the application's log handlers or, if there are none, to standard error.
    """
    wanted = os.environ.get(VARIABLE, "").strip().lower()
    if not wanted:
        return
    logger = logging.getLogger("opentoclose_async")
    level = LEVELS.get(wanted)
    if level is None:
        logger.warning("%s is %.40r; it must be debug or info", VARIABLE, wanted)
        return
    logger.setLevel(level)
    if not logger.hasHandlers():
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(message)s"))
        logger.addHandler(handler)
