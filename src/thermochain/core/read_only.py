"""Results, and objects made by users, whose arrays and mappings nobody can change.

What follows from a result, such as a current, may be computed when it is asked for, or be kept from earlier; an array
that is changed in between would make the two disagree, and a number that is changed escapes the checks.
"""

from collections.abc import Callable
from dataclasses import fields
from functools import cached_property, wraps
from typing import Any, NoReturn

import numpy as np


class ReadOnlyDict(dict):
    """A dict that refuses every change; equality, pickling, copies and `dataclasses.asdict` are those of a dict."""

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("this mapping is read-only; make a dict of it, and a new object with that")

    __setitem__ = __delitem__ = __ior__ = clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self) -> tuple:
        return type(self), (dict(self),)


class ReadOnlyArrays:
    """Base of frozen dataclasses whose arrays and dicts are read-only: fields, and properties that are kept.

    A dict is copied.  An array that the package has made becomes a read-only view, which costs nothing.  A class that
    users make from arrays of their own is declared with `copied=True`: its arrays are copies, and the user's remain as
    they were.  A subclass with a `__post_init__` of its own calls this one in it.
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
    """What cannot be written to: a view of an array, a copy of a dict, also in a tuple; other values as they are."""
    if isinstance(value, np.ndarray):
        value = value.view()
        value.setflags(write=False)
    elif type(value) is tuple:
        value = tuple(map(read_only, value))
    elif type(value) is dict:
        value = ReadOnlyDict({key: read_only(item) for key, item in value.items()})
    return value


def _read_only_result(function: Callable) -> Callable:
    @wraps(function)
    def kept(self):
        return read_only(function(self))

    return kept
