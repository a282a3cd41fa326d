"""Long work in pieces, between which Python answers an interrupt.

A compiled kernel does not see Ctrl-C.  So whoever calls one for longer than a moment calls it for one piece after the
other.  Pieces divide loops where they would go on anyway; they change no number.  Numba itself does not survive an
interrupt in the microseconds in which it unpacks a random generator for a kernel.
"""

from collections.abc import Iterator

_UPDATES = 1e8  # of one piece, a second at most


def pieces(n: int, updates: float) -> Iterator[slice]:
    """Slices that divide range(n) into pieces, where each of the n items takes `updates` elementary updates of 10 ns.

    With 0 updates there is one piece.
    """
    size = max(1, int(_UPDATES / updates)) if updates > 0.0 else max(n, 1)
    for first in range(0, n, size):
        yield slice(first, min(first + size, n))
