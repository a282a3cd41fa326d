"""Tables of the Onsager coefficients and of their running integrals, from stored correlations."""

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from thermochain.core.correlation import TimeCorrelations, merge
from thermochain.core.running_integral import RunningIntegral, standard_error
from thermochain.rotors.green_kubo.estimate import OnsagerEstimate
from thermochain.rotors.green_kubo.study.correlation_files import load_correlations
from thermochain.runs.pages import page, with_error
from thermochain.runs.table import Table

ONSAGER = Table(
    "onsager/2",
    temperature="T, in units of the potential's amplitude over k_B",
    pp="K^pp, momentum-momentum Onsager coefficient",
    pp_std="its statistical standard error",
    pp_systematic="its systematic error, of the tail that is extrapolated; neighbouring temperatures share it",
    pp_error="its total error, both in quadrature",
    start_pp="time t_0 from which its tail is fitted",
    pp_settled="False if the tail does not describe the integral even from a quarter of the longest lag on",
    ee="K^ee, energy-energy Onsager coefficient",
    ee_std="its statistical standard error",
    ee_systematic="its systematic error",
    ee_error="its total error",
    start_ee="time from which its tail is fitted",
    ee_settled="as pp_settled",
    pe="K^pe, zero by symmetry",
    pe_std="its statistical standard error",
    n_rotors="ring size M",
    n_batches="independent batches behind the errors",
)

RUNNING = Table(
    "running_integrals/3",
    temperature="T",
    n_rotors="ring size M",
    time="lag or upper limit t",
    **{
        f"{kind}_{pair}{suffix}": f"{what}{' (standard error)' if suffix else ''}"
        for pair in ("pp", "ee", "pe")
        for kind, what in (("C", f"correlation C^{pair}(t) per rotor"), ("K", f"running integral of C^{pair} to t"))
        for suffix in ("", "_std")
    },
)


def load_merged(paths: Iterable[str | Path]) -> TimeCorrelations:
    """Correlations of all blocks of one state, merged from their files."""
    return merge([load_correlations(path) for path in paths])


def onsager_frame(estimates: Iterable[OnsagerEstimate]) -> pd.DataFrame:
    """Table ONSAGER, one row for each temperature, in ascending order."""
    rows = [asdict(e) | {"pp_error": e.pp_error, "ee_error": e.ee_error} for e in estimates]
    return pd.DataFrame(rows).sort_values("temperature", ignore_index=True)


def onsager_page(onsager: pd.DataFrame) -> str:
    """The table of coefficients as a web page: value, statistical and systematic error."""
    headers = ["T", "K^pp \u00b1 statistical \u00b1 systematic", "t_0", "settled"]
    headers += ["K^ee \u00b1 statistical \u00b1 systematic", "t_0", "settled", "K^pe", "M"]
    rows = (
        [
            f"{r.temperature:g}",
            with_error(r.pp, r.pp_std, r.pp_systematic),
            f"{r.start_pp:g}",
            "yes" if r.pp_settled else "no",
            with_error(r.ee, r.ee_std, r.ee_systematic),
            f"{r.start_ee:g}",
            "yes" if r.ee_settled else "no",
            with_error(r.pe, r.pe_std),
            f"{r.n_rotors}",
        ]
        for r in onsager.itertuples()
    )
    return page("Onsager coefficients", headers, rows)


def running_frame(correlations: TimeCorrelations) -> pd.DataFrame:
    """Table RUNNING: C(t) and its running integrals with errors.

    The integrals use every lag; the rows are thinned to steps of 1 % in time.
    """
    rows = _thinned(correlations.lag_times.size)
    columns = {
        "temperature": correlations.temperature,
        "n_rotors": correlations.n_rotors,
        "time": correlations.lag_times[rows],
    }
    for pair in ("pp", "ee", "pe"):
        batches = getattr(correlations, pair)
        running = RunningIntegral.of(batches, correlations.spacing)
        columns[f"C_{pair}"] = batches.mean(axis=0)[rows]
        columns[f"C_{pair}_std"] = standard_error(batches)[rows]
        columns[f"K_{pair}"] = running.mean[rows]
        columns[f"K_{pair}_std"] = running.std[rows]
    return pd.DataFrame(columns)


def _thinned(n_lags: int) -> NDArray:
    """Indices from 0 to n_lags - 1 in steps of at least 1 %."""
    steps = int(np.log(n_lags) / np.log(1.01))
    return np.unique([0, *np.rint(1.01 ** np.arange(steps)).astype(int), n_lags - 1])
