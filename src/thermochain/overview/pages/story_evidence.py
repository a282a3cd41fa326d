"""The tables of a run behind the numbers of the story, and these numbers with their errors."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from thermochain.rotors.coefficients import TransportCoefficients, published_coefficients
from thermochain.rotors.driven.study.limits import LIMITS
from thermochain.rotors.driven.study.sweeps import CROSSINGS
from thermochain.rotors.green_kubo.study.onsager_table import ONSAGER
from thermochain.rotors.macroscopic.study.paper_comparison import PAPER_COMPARISON
from thermochain.rotors.published_protocol.study.table import THERMALISATION
from thermochain.rotors.regimes.study.claims import CLAIMS
from thermochain.runs.pages import with_error

TABLES = {
    "onsager": ONSAGER,
    "comparison": PAPER_COMPARISON,
    "claims": CLAIMS,
    "thermalisation": THERMALISATION,
    "limits": LIMITS,
    "crossings": CROSSINGS,
}
_TYPICAL = 0.3  # temperature of the coldest bath in the paper
_RECOMMENDED = (0.3, 1.0)  # temperatures of the paper's figures


@dataclass(frozen=True, eq=False)
class Quantity:
    """A value with independent errors, nan or 0 where unknown."""

    value: float
    errors: tuple[float, ...] = ()

    @property
    def error(self) -> float:
        """Total error: all errors in quadrature."""
        return float(np.sqrt(np.nansum(np.square(self.errors))))

    def __str__(self) -> str:
        return with_error(self.value, *self.errors)

    def over(self, other: float) -> "Quantity":
        """The quantity divided by a number without error."""
        return Quantity(self.value / other, tuple(e / other for e in self.errors))


@dataclass(frozen=True, eq=False)
class Agreement:
    """Number of quantities that agree, out of a total."""

    agree: int
    total: int


@dataclass(frozen=True, eq=False)
class Evidence:
    """The tables of one run, by the names of TABLES."""

    onsager: pd.DataFrame
    comparison: pd.DataFrame
    claims: pd.DataFrame
    thermalisation: pd.DataFrame
    limits: pd.DataFrame
    crossings: pd.DataFrame

    @classmethod
    def read(cls, paths: dict[str, str | Path]) -> "Evidence":
        """Read the tables from files; raises CorruptResult for a file that is not the expected table."""
        return cls(**{name: table.read(paths[name]) for name, table in TABLES.items()})

    @property
    def published(self) -> TransportCoefficients:
        """The published coefficients."""
        return published_coefficients()

    def printed(self, beginning: str, place: str) -> pd.Series:
        """Row of the comparison by the beginnings of quantity and place; ValueError unless there is exactly one."""
        rows = self.comparison[
            self.comparison["quantity"].str.startswith(beginning) & self.comparison["place"].str.startswith(place)
        ]
        if len(rows) != 1:
            raise ValueError(f"beginning={beginning!r}: {len(rows)} quantities of {place} begin so; name exactly one")
        return rows.iloc[0]

    def typical(self) -> pd.Series:
        """The measured point nearest to the paper's coldest bath."""
        return self.onsager.iloc[(self.onsager["temperature"] - _TYPICAL).abs().argmin()]

    def ratios(self, key: str) -> pd.DataFrame:
        """Measured over published coefficient between 0.3 and 1: temperature, ratio, error; coldest first."""
        rows = self.onsager[self.onsager["temperature"].between(*_RECOMMENDED)].sort_values("temperature")
        law = getattr(self.published, key)(rows["temperature"].to_numpy())
        return pd.DataFrame(
            {"temperature": rows["temperature"], "ratio": rows[key] / law, "error": rows[f"{key}_error"] / law}
        )

    def protocol(self) -> tuple[pd.Series, pd.Series]:
        """Rows of the published and of the exact start, at the temperature nearest to the paper's coldest bath."""
        table = self.thermalisation
        T = table["temperature"].iloc[(table["temperature"] - _TYPICAL).abs().argmin()]
        rows = table[table["temperature"] == T].set_index("start")
        return rows.loc["langevin"], rows.loc["gibbs"]

    def heated(self) -> pd.Series:
        """The infinite chain between equal baths under the strongest torque on the right, with its left end at rest."""
        rows = self.limits
        rows = rows[(rows["T_left"] == rows["T_right"]) & (rows["p_left"] == 0)].sort_values(
            ["p_right", "T_left"], ascending=[False, True]
        )
        return rows.iloc[0]

    def currents(self, source: str) -> Agreement:
        """Currents of infinite driven chains within two standard errors of the equations with `source` coefficients."""
        deviations = np.concatenate([self._deviations(name, source) for name in ("momentum_current", "energy_current")])
        return Agreement(int(np.sum(np.abs(deviations) <= 2.0)), deviations.size)

    def worst_current(self, source: str) -> Quantity:
        """Largest relative deviation of J^p between the equations and the chains, in per cent of the chain's."""
        rows = self.limits[self.limits["momentum_current_std"] > 0]
        percent = 100.0 * (rows[_column("momentum_current", source)] / rows["momentum_current"] - 1.0)
        worst = percent.abs().argmax()
        errors = rows.iloc[worst][["momentum_current_std", "momentum_current_systematic"]].to_numpy(dtype=float)
        return Quantity(percent.iloc[worst], tuple(100.0 * errors / abs(rows["momentum_current"].iloc[worst])))

    def _deviations(self, name: str, source: str) -> np.ndarray:
        """Deviations of the equations over the errors, for currents that do not vanish by symmetry."""
        rows = self.limits[self.limits[f"{name}_std"] > 0]
        square = rows[f"{name}_std"] ** 2 + rows[f"{name}_systematic"] ** 2
        if source == "measured":
            square = square + rows[f"{name}_equations_std"] ** 2
        return ((rows[_column(name, source)] - rows[name]) / np.sqrt(square)).to_numpy()

    def crossing(self, figure: str, source: str) -> Quantity | None:
        """p_right of a crossing of driven chains or of the equations; None where the run has none."""
        rows = self.crossings[(self.crossings["figure"] == figure) & (self.crossings["source"] == source)]
        if len(rows) != 1 or not np.isfinite(rows["p_right"].iloc[0]):
            return None
        return Quantity(float(rows["p_right"].iloc[0]), (float(rows["p_right_std"].iloc[0]),))

    def verdicts(self, source: str) -> dict[str, int]:
        """Verdict -> number of claims about the regimes with `source` coefficients, published or measured."""
        counts = self.claims[f"{source}_verdict"].value_counts()
        return {verdict: int(counts.get(verdict, 0)) for verdict in ("stands", "fails", "open")}


def _column(name: str, source: str) -> str:
    """Column of the limits that holds a current of the equations with `source` coefficients."""
    return f"{name}_{'equations' if source == 'measured' else 'published'}"


def distance(one: Quantity, other: Quantity) -> float:
    """|one - other| over their errors in quadrature; nan without errors."""
    error = np.hypot(one.error, other.error)
    return abs(one.value - other.value) / error if error > 0 else float("nan")
