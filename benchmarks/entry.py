"""One line of the ledger."""

from dataclasses import dataclass

from numpy.typing import NDArray

from benchmarks.pairing import Spread


@dataclass(frozen=True)
class Entry:
    """One measured rate or time, and its ratio to that of a peer, if there is one."""

    subject: str
    what: str
    value: Spread
    unit: str
    ratio: Spread | None = None
    peer: str = ""


def compared(subject: str, what: str, unit: str, rate: NDArray, scale: float, peers: dict[str, NDArray]) -> list[Entry]:
    """Entries of one rate in units of `scale`, one for each peer; the ratios are formed within rounds."""
    value = Spread.of(rate / scale)
    return [Entry(subject, what, value, unit, Spread.of(rate / other), peer) for peer, other in peers.items()]
