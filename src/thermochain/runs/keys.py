"""Error messages about the configuration that begin with the key of the invalid entry."""

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def naming(key: str) -> Iterator[None]:
    """Context in which the message of every ValueError is preceded by `key` and a colon."""
    try:
        yield
    except ValueError as problem:
        raise ValueError(f"{key}: {problem}") from None
