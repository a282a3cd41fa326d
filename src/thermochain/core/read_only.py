"""Results whose arrays nobody can change.

What follows from a result, such as a current, may be computed when it is asked for, or be kept from earlier; an array
that is changed in between would make the two disagree.
"""

from collections.abc import Callable
from dataclasses import fields
from functools import cached_property, wraps
from typing import Any

import numpy as np


class ReadOnlyArrays:
    """Base of frozen dataclasses whose arrays are read-only: fields, and properties that are kept once computed.

    An array that the package has made becomes a read-only view, which costs nothing.  A class that users make from
    arrays of their own is declared with `copied=True`: its arrays are copies, and the user's remain as they were.
    A subclass with a `__post_init__` of its own calls this one in it.
    """

    _copied = False

    def __init_subclass__(cls, *, copied: bool | None = None, **keywords) -> None:
        super().__init_subclass__(**keywords)
        if copied is not None:
            cls._copied = copied
        for name, value in list(vars(cls).items()):
            if isinstance(value, cached_property):
                kept = cached_property(_read_only_result(value.func))
                kept.__set_name__(cls, name)
                setattr(cls, name, kept)

    def __post_init__(self) -> None:
        for field in fields(self):  # type: ignore[arg-type]  # subclasses are dataclasses
            value = getattr(self, field.name)
            if self._copied and isinstance(value, np.ndarray):
                value = value.copy()
            object.__setattr__(self, field.name, read_only(value))

    def __setstate__(self, state: dict) -> None:
        """Restore a copy or a pickled result, whose arrays NumPy makes writeable."""
        for name, value in state.items():
            object.__setattr__(self, name, read_only(value))


def read_only(value: Any) -> Any:
    """A view of an array, or views of all arrays of a tuple, that cannot be written to; other values as they are."""
    if isinstance(value, np.ndarray):
        value = value.view()
        value.setflags(write=False)
    elif type(value) is tuple:
        value = tuple(map(read_only, value))
    return value


def _read_only_result(function: Callable) -> Callable:
    @wraps(function)
    def kept(self):
        return read_only(function(self))

    return kept
