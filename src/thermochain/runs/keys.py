"""Messages about the configuration that begin with the key they are about."""

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def naming(key: str) -> Iterator[None]:
    """Every ValueError raised inside becomes one whose message begins with `key` and a colon."""
    try:
        yield
    except ValueError as problem:
        raise ValueError(f"{key}: {problem}") from None
