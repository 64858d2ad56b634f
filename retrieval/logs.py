"""The log of a command or the pages: to standard error, with the detail that the settings ask for.

Only entry points call it; a program that imports `retrieval` keeps its own logging.
"""

from __future__ import annotations

import logging

from retrieval.settings import settings

OWN = ("retrieval", "ingest", "eval", "screens", "inkoopwijzer")
"""Loggers whose detail is set; those of other packages stay at warnings, or the log would be theirs."""
FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def set_up_logging() -> None:
    """Write the log to standard error from INKOOPWIJZER_LOG_LEVEL on; calling it again only sets the level."""
    logging.basicConfig(level=logging.WARNING, format=FORMAT)
    for name in OWN:
        logging.getLogger(name).setLevel(settings().log_level)
