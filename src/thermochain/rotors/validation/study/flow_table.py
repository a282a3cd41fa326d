"""The tables of coefficients from driven currents: K(M, X) or D(M, X) of all simulations, and their limits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from thermochain.rotors import rotor
from thermochain.rotors.green_kubo.study.onsager_table import ONSAGER
from thermochain.rotors.validation.response import canonical_mean, extrapolate_response
from thermochain.rotors.validation.study.flow_run import FlowRun
from thermochain.runs.pages import page, with_error
from thermochain.runs.storage import load_result
from thermochain.runs.table import Table


@dataclass(frozen=True)
class FlowTables:
    """The tables that one kind of flow has."""

    kind: type[FlowRun]  # class of its simulations
    responses: Table  # one row for each simulation
    limits: Table  # one row for each temperature
    field: str  # property of a run, and column of `responses`, that is the field
    name: str  # columns of both tables that hold what is measured
    symbol: str  # what is measured, for readers
    green_kubo: str  # pp or ee, the Onsager coefficient that it is compared with
    is_over_temperature: bool  # whether it is this coefficient over T
    title: str  # of the web page

    def make_tables(self, onsager: str | Path, rings: Iterable[str | Path]) -> dict[str, pd.DataFrame | str]:
        """Both tables and, as `page`, the web page of the limits, from the Onsager table and the simulations."""
        responses = self.responses_frame(load_result(path, self.kind) for path in rings)
        limits = self.limits_frame(responses, ONSAGER.read(onsager))
        return {"responses": responses, "limits": limits, "page": self.limits_page(limits)}

    def responses_frame(self, simulations: Iterable[tuple[FlowRun, Mapping[str, NDArray]]]) -> pd.DataFrame:
        """Table `responses`, from the runs and their arrays."""
        return self.responses.frame([self._response(run, **arrays) for run, arrays in simulations])

    def _response(self, run: FlowRun, energy: NDArray, early: NDArray, late: NDArray) -> dict[str, float]:
        """Mean current over the field and its drift, with errors, from arrays of shape (n_replicas,)."""
        T, M = run.temperature, run.n_rotors
        # the total momentum is zero, which removes one quadratic term from the energy
        mean, variance = M * float(rotor.mean_energy(T)) - 0.5 * T, T**2 * (M * float(rotor.specific_heat(T)) - 0.5)
        value, std = canonical_mean(0.5 * (early + late), energy, mean, variance)
        drift, drift_std = canonical_mean(early - late, energy, mean, variance)
        return {
            "temperature": T,
            "n_rotors": M,
            run.DRIVE: getattr(run, run.DRIVE),
            self.field: run.field,
            self.name: value,
            f"{self.name}_std": std,
            "drift": drift,
            "drift_std": drift_std,
        }

    def limits_frame(self, responses: pd.DataFrame, onsager: pd.DataFrame) -> pd.DataFrame:
        """Table `limits`; `onsager` is the table of Green-Kubo coefficients."""
        rows = []
        for temperature, at in responses.groupby("temperature"):
            [other] = onsager[onsager["temperature"] == temperature].to_dict("records")
            unit = temperature if self.is_over_temperature else 1.0
            green_kubo = other[self.green_kubo] / unit, other[f"{self.green_kubo}_error"] / unit
            rows.append(self._limit(temperature, at, *green_kubo))
        return self.limits.frame(rows)

    def _limit(
        self, temperature: float, responses: pd.DataFrame, green_kubo: float, green_kubo_error: float
    ) -> dict[str, Any]:
        """Limit of long rings, from all simulations at one temperature, beside the Green-Kubo value.

        The slope with the square of the drive is named after the last word of the drive.
        """
        drive, name = self.kind.DRIVE, self.name
        limit = extrapolate_response(*(responses[c].to_numpy() for c in ("n_rotors", drive, name, f"{name}_std")))
        return {
            "temperature": temperature,
            name: limit.value,
            f"{name}_std": limit.std,
            f"{name}_systematic": limit.systematic,
            f"{name}_error": limit.error,
            "size_slope": limit.size_slope,
            f"{drive.rpartition('_')[2]}_slope": limit.drive_slope,
            "chi_square": limit.chi_square,
            "degrees": limit.degrees,
            "green_kubo": green_kubo,
            "green_kubo_error": green_kubo_error,
            "z": (limit.value - green_kubo) / np.hypot(limit.error, green_kubo_error),
        }

    def limits_page(self, limits: pd.DataFrame) -> str:
        """The table `limits` as a web page."""
        name = self.name
        rows = (
            [
                f"{r['temperature']:g}",
                with_error(r[name], r[f"{name}_std"], r[f"{name}_systematic"]),
                f"{r['chi_square']:.1f}/{r['degrees']:g}",
                with_error(r["green_kubo"], r["green_kubo_error"]),
                f"{r['z']:.1f}",
            ]
            for _, r in limits.iterrows()
        )
        symbol = self.symbol
        headers = ["T", f"{symbol}, driven flow ± statistical ± systematic", "χ²/dof"]
        return page(self.title, [*headers, f"{symbol}, Green-Kubo", "z"], rows)
