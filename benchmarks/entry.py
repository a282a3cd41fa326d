"""One line of the ledger."""

from dataclasses import dataclass

from numpy.typing import NDArray

from benchmarks.pairing import Spread


@dataclass(frozen=True)
class Entry:
    """What was measured: a rate or a time, and how many times more than a peer's, where there is one."""

    subject: str
    what: str
    value: Spread
    unit: str
    ratio: Spread | None = None
    peer: str = ""


def compared(subject: str, what: str, unit: str, rate: NDArray, scale: float, peers: dict[str, NDArray]) -> list[Entry]:
    """One entry a peer, of one rate in units of `scale`; the ratios are formed within rounds."""
    value = Spread.of(rate / scale)
    return [Entry(subject, what, value, unit, Spread.of(rate / other), peer) for peer, other in peers.items()]
