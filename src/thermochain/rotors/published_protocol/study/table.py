"""Table that compares the published protocol with exact Gibbs samples, from the stored records."""

from collections.abc import Iterable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from thermochain.core.running_integral import RunningIntegral
from thermochain.rotors import rotor
from thermochain.rotors.coefficients import published_coefficients
from thermochain.rotors.published_protocol.study.record import ProtocolRecord
from thermochain.rotors.published_protocol.study.run import LANGEVIN, ProtocolRun
from thermochain.runs.pages import page, with_error
from thermochain.runs.table import Table

THERMALISATION = Table(
    "thermalisation/1",
    {
        "temperature": "T",
        "start": "langevin: q = 0, then Langevin dynamics, friction 1, time 50; gibbs: exact samples",
        "n_rotors": "ring size M",
        "n_replicas": "independent rings",
        "winding": "mean square of the winding number at the time origin",
        "winding_std": "its standard error",
        "winding_end": "the same at the end of the trajectories",
        "winding_end_std": "its standard error",
        "winding_gibbs": "its exact Gibbs value",
        "cosine": "<cos r> of a bond at the time origin",
        "cosine_std": "its standard error",
        "cosine_gibbs": "its exact Gibbs value",
        "kinetic": "<p^2> of a rotor at the time origin; T, or T(1 - 1/M) where the total momentum is zero (gibbs)",
        "kinetic_std": "its standard error",
        "cutoff": "upper limit of the integrals",
    }
    | {
        f"{pair}_{origins}{suffix}": f"{what}, {how}{' (standard error)' if suffix else ''}"
        for pair, what in (("pp", "K^pp"), ("ee", "K^ee"))
        for origins, how in (("single", "from the time origin t = 0 alone"), ("every", "from every time origin"))
        for suffix in ("", "_std")
    }
    | {f"{pair}_published": f"K^{pair} of the published fit (A.2)" for pair in ("pp", "ee")},
)


def thermalisation_frame(records: Iterable[tuple[ProtocolRun, ProtocolRecord]]) -> pd.DataFrame:
    """Table THERMALISATION, one row for each run in the given order."""
    return pd.DataFrame([_row(run, record) for run, record in records])


def thermalisation_page(table: pd.DataFrame) -> str:
    """The table THERMALISATION as a web page, values with standard errors."""
    headers = ["T", "Start", "Winding variance / Gibbs value"]
    headers += [f"K^{pair}, {origins} origin" for pair in ("pp", "ee") for origins in ("single", "every")]
    headers += ["K^pp (A.2)", "K^ee (A.2)"]
    rows = (
        [
            f"{r.temperature:g}",
            "q = 0 and Langevin" if r.start == LANGEVIN else "exact",
            with_error(r.winding / r.winding_gibbs, r.winding_std / r.winding_gibbs),
            with_error(r.pp_single, r.pp_single_std),
            with_error(r.pp_every, r.pp_every_std),
            with_error(r.ee_single, r.ee_single_std),
            with_error(r.ee_every, r.ee_every_std),
            f"{r.pp_published:.2f}",
            f"{r.ee_published:.2f}",
        ]
        for r in table.itertuples()
    )
    return page("Published protocol and exact samples", headers, rows)


def _row(run: ProtocolRun, record: ProtocolRecord) -> dict[str, object]:
    published = published_coefficients()
    row = {
        "temperature": run.temperature,
        "start": run.start,
        "n_rotors": run.n_rotors,
        "n_replicas": run.n_replicas,
        "winding_gibbs": rotor.winding_variance(run.temperature, run.n_rotors),
        "cosine_gibbs": float(rotor.mean_cosine(run.temperature)),
        "cutoff": run.maximum_lag,
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
    for origins in ("single", "every"):
        correlations = getattr(record, f"{origins}_origin")
        for pair in ("pp", "ee"):
            running = RunningIntegral.of(getattr(correlations, pair), correlations.spacing)
            row[f"{pair}_{origins}"] = float(running.mean[-1])
            row[f"{pair}_{origins}_std"] = float(running.std[-1])
    return row


def _mean(values: NDArray) -> tuple[float, float]:
    """Mean of independent values and its standard error."""
    return float(values.mean()), float(values.std(ddof=1) / np.sqrt(values.size))
