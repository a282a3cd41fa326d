"""Error messages about the configuration that begin with the key of the invalid entry."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager


@contextmanager
def beginning(words: str) -> Iterator[None]:
    """Context in which the message of every ValueError is preceded by these words."""
    try:
        yield
    except ValueError as problem:
        raise ValueError(f"{words}{problem}") from None


def naming(key: str) -> AbstractContextManager[None]:
    """Context in which the message of every ValueError is preceded by `key` and a colon."""
    return beginning(f"{key}: ")
