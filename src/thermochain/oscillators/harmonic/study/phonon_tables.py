"""Tables of phonons on rings: a packet with and without velocity flips, and the spread of a local excess."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from thermochain.oscillators.harmonic.chain import harmonic_ring
from thermochain.oscillators.harmonic.moment_equations import MomentEquations
from thermochain.oscillators.harmonic.phonons import intensity, mean_square_distance, packet, state_of
from thermochain.oscillators.harmonic.velocity_flip import velocity_flip
from thermochain.runs.table import Table

_START = 0.25  # of the ring, where the packet starts
_WIDTH = 1.0 / 24.0  # of the ring, standard deviation of its amplitude
_N_PACKETS = 4
TABLES = {
    "packets": Table(
        "harmonic_packets/1",
        rate="rate of the velocity flips",
        time="time of the chain",
        site="number of the mass",
        mechanical="energy of the mean phonons at the mass, |<phi>|^2/2: the ballistic part",
        heat="that of their variance",
    ),
    "pulses": Table(
        "harmonic_pulses/1",
        rate="rate of the velocity flips",
        time="time of the chain",
        mean_square="mean square distance of the energy from the mass that was hotter, less that at time 0",
        law="[t - (1 - e^{-2 rate t})/(2 rate)]/(2 rate), t^2/2 without flips",
    ),
}


def solve(settings: Mapping[str, Any]) -> dict[str, pd.DataFrame]:
    """Both tables by name, from the part `phonons` of the section `harmonic`."""
    return {"packets": _packets(settings), "pulses": _pulses(settings)}


def _packets(settings: Mapping[str, Any]) -> pd.DataFrame:
    n = settings["n"]
    phi = packet(n, k=settings["wave_number"], width=_WIDTH * n, centre=_START * n)
    times = np.linspace(0.0, settings["last_time"], _N_PACKETS)
    frames = []
    for rate in (0.0, settings["packet_rate"]):
        mean = np.concatenate(state_of(phi))
        states = _ring(n, rate).evolve(mean, np.zeros((2 * n, 2 * n)), times)
        for time, state in zip(times, states, strict=True):
            mechanical, heat = intensity(state.mean, state.covariance)
            columns = {"site": np.arange(n), "mechanical": mechanical, "heat": heat}
            frames.append(pd.DataFrame(columns).assign(rate=rate, time=time))
    return pd.concat(frames, ignore_index=True)


def _pulses(settings: Mapping[str, Any]) -> pd.DataFrame:
    n = settings["n"]
    middle = n // 2
    excess = np.zeros(2 * n)
    excess[[middle, middle + 1]] = 0.5  # the bonds on both sides
    excess[n + middle] = 1.0
    times = np.linspace(0.0, 0.25 * n, settings["n_times"])  # phonons move a site in a unit of time at most
    squares = (np.arange(n) - middle) ** 2
    rows = []
    for rate in (0.0, *settings["rates"]):
        states = _ring(n, rate).evolve(np.zeros(2 * n), np.diag(excess), times)
        spread = np.array([np.sum(squares * _by_mass(np.diagonal(state.covariance))) for state in states])
        law = mean_square_distance(times, rate)
        rows.append(pd.DataFrame({"time": times, "mean_square": spread - spread[0], "law": law}).assign(rate=rate))
    return pd.concat(rows, ignore_index=True)


def _ring(n: int, rate: float) -> MomentEquations:
    return MomentEquations(harmonic_ring(n, noise=velocity_flip, rate=rate))


def _by_mass(squares: NDArray) -> NDArray:
    """Energy of each mass with half of its two bonds, from the second moments of (r_0 .. r_{n-1}, p_0 .. p_{n-1})."""
    bonds, momenta = np.split(squares, 2)
    return 0.5 * (momenta + 0.5 * (bonds + np.roll(bonds, -1)))
