"""Log file of one job: its progress, its main results, and the traceback if it fails."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def logging_to(path: str | Path) -> Iterator[logging.Logger]:
    """Write the messages of the package to a file while the context lasts."""
    logger = logging.getLogger("thermochain")
    handler = logging.FileHandler(path, mode="w", encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        yield logger
    except BaseException:
        logger.exception("failed")
        raise
    finally:
        logger.removeHandler(handler)
        handler.close()
