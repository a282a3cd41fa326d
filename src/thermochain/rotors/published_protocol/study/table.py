"""Table that compares the published protocol with exact Gibbs samples, from the stored records."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from thermochain.core.running_integral import RunningIntegral
from thermochain.rotors import rotor
from thermochain.rotors.coefficients import published_coefficients
from thermochain.rotors.published_protocol.study.record import ProtocolRecord, merge_records
from thermochain.rotors.published_protocol.study.run import GIBBS, LANGEVIN, ProtocolRun
from thermochain.runs.pages import page, with_error
from thermochain.runs.table import Table

THERMALISATION = Table(
    "thermalisation/2",
    temperature="T",
    start="langevin: q = 0, then Langevin dynamics, friction 1; gibbs: exact samples",
    langevin_time="time of the Langevin dynamics, 50 as published; 0 for exact samples, which need none",
    time_step="Langevin and Verlet step",
    n_rotors="ring size M",
    n_replicas="independent rings",
    winding="mean square of the winding number at the time origin",
    winding_std="its standard error",
    winding_end="the same at the end of the trajectories",
    winding_end_std="its standard error",
    winding_gibbs="its exact Gibbs value",
    cosine="<cos r> of a bond at the time origin",
    cosine_std="its standard error",
    cosine_gibbs="its exact Gibbs value",
    kinetic="<p^2> of a rotor at the time origin; T, or T(1 - 1/M) where the total momentum is zero (gibbs)",
    kinetic_std="its standard error",
    cutoff="upper limit of the integrals, the same in all rows of one temperature",
    **{
        f"{pair}_{origins}{suffix}": f"{what}, {how}{' (standard error)' if suffix else ''}"
        for pair, what in (("pp", "K^pp"), ("ee", "K^ee"))
        for origins, how in (("single", "from the time origin t = 0 alone"), ("every", "from every time origin"))
        for suffix in ("", "_std")
    },
    pp_expected="winding / winding_gibbs times K^pp of the exact samples at this T, from every time origin",
    pp_expected_std="its standard error",
    **{f"{pair}_published": f"K^{pair} of the published fit (A.2)" for pair in ("pp", "ee")},
)


def thermalisation_frame(records: Iterable[tuple[ProtocolRun, ProtocolRecord]]) -> pd.DataFrame:
    """Table THERMALISATION, one row for all blocks of one simulation, in the order in which they come first.

    Exact samples must be among the records of every temperature.  Integrals are cut at the shortest `maximum_lag` of
    the temperature.
    """
    blocks: dict[ProtocolRun, list[ProtocolRecord]] = {}
    for run, record in records:
        blocks.setdefault(replace(run, block=0), []).append(record)
    cutoffs: dict[float, float] = {}
    for run in blocks:
        cutoffs[run.temperature] = min(run.maximum_lag, cutoffs.get(run.temperature, np.inf))
    frame = pd.DataFrame([_row(run, merge_records(some), cutoffs[run.temperature]) for run, some in blocks.items()])
    return frame.assign(**_expected(frame))


def _expected(frame: pd.DataFrame) -> dict[str, pd.Series]:
    """K^pp if its fraction of the exact value were that of the winding variance, and the standard error."""
    exact = frame[frame["start"] == GIBBS].set_index("temperature").loc[frame["temperature"]]
    value, std = exact["pp_every"].to_numpy(), exact["pp_every_std"].to_numpy()
    fraction, fraction_std = (frame[name] / frame["winding_gibbs"] for name in ("winding", "winding_std"))
    return {"pp_expected": fraction * value, "pp_expected_std": np.hypot(fraction_std * value, fraction * std)}


def thermalisation_page(table: pd.DataFrame) -> str:
    """The table THERMALISATION as a web page, values with standard errors."""
    headers = ["T", "Start", "Time step", "Winding variance / Gibbs value"]
    headers += [f"K^{pair}, {origins} origin" for pair in ("pp", "ee") for origins in ("single", "every")]
    headers += ["Winding fraction x exact K^pp", "K^pp (A.2)", "K^ee (A.2)"]
    rows = (
        [
            f"{r.temperature:g}",
            f"q = 0 and Langevin, time {r.langevin_time:g}" if r.start == LANGEVIN else "exact",
            f"{r.time_step:g}",
            with_error(r.winding / r.winding_gibbs, r.winding_std / r.winding_gibbs),
            with_error(r.pp_single, r.pp_single_std),
            with_error(r.pp_every, r.pp_every_std),
            with_error(r.ee_single, r.ee_single_std),
            with_error(r.ee_every, r.ee_every_std),
            with_error(r.pp_expected, r.pp_expected_std),
            f"{r.pp_published:.2f}",
            f"{r.ee_published:.2f}",
        ]
        for r in table.itertuples()
    )
    return page("Published protocol and exact samples", headers, rows)


def _row(run: ProtocolRun, record: ProtocolRecord, cutoff: float) -> dict[str, object]:
    published = published_coefficients()
    row = {
        "temperature": run.temperature,
        "start": GIBBS if run.start == GIBBS else LANGEVIN,
        "langevin_time": run.langevin_time,
        "time_step": run.time_step,
        "n_rotors": run.n_rotors,
        "n_replicas": record.winding.size,
        "winding_gibbs": rotor.winding_variance(run.temperature, run.n_rotors),
        "cosine_gibbs": float(rotor.mean_cosine(run.temperature)),
        "cutoff": cutoff,
        "pp_published": float(published.pp(run.temperature)),
        "ee_published": float(published.ee(run.temperature)),
    }
    rings = {
        "winding": record.winding**2,
        "winding_end": record.winding_end**2,
        "cosine": record.cosine,
        "kinetic": record.kinetic,
    }
    for name, values in rings.items():
        row[name], row[f"{name}_std"] = _mean(values)
    last = round(cutoff / run.sampling_interval)
    for origins in ("single", "every"):
        correlations = getattr(record, f"{origins}_origin")
        for pair in ("pp", "ee"):
            running = RunningIntegral.of(getattr(correlations, pair), correlations.spacing)
            row[f"{pair}_{origins}"] = float(running.mean[last])
            row[f"{pair}_{origins}_std"] = float(running.std[last])
    return row


def _mean(values: NDArray) -> tuple[float, float]:
    """Mean of independent values and its standard error."""
    return float(values.mean()), float(values.std(ddof=1) / np.sqrt(values.size))
