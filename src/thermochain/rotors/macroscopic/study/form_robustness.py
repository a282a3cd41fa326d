"""Dependence of the numbers of the paper on the functional form of the laws (last claim of IOS, Appendix A)."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

import numpy as np
import pandas as pd

from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.green_kubo.fits import (
    activated_guess,
    exponential_guess,
    fit_law,
    inverse_power_guess,
    log_polynomial_guess,
)
from thermochain.rotors.green_kubo.study.coefficients import points
from thermochain.rotors.macroscopic.study.paper_comparison import Calculation, calculations
from thermochain.runs.pages import page, with_error
from thermochain.runs.table import Table

FORM_ROBUSTNESS = Table(
    "form_robustness/1",
    quantity="as in paper_comparison.csv",
    place="where it stands in the paper",
    form="form of both laws, fitted to the measured points",
    describes="True for forms that describe the points within their errors (fit_forms.csv)",
    value="the quantity with that form; empty if there is none, or the form is not positive where it is needed",
    change="value less that with the law that is used",
    change_over_std="the change over the standard error of the value with the law that is used",
)

_ACTIVATED = "activated, crossover"
_PUBLISHED_FORM = "(A.2), refitted"
_DEGREES = (3, 5)


def other_forms(
    onsager: pd.DataFrame, measured: TransportCoefficients, fit_range: tuple[float, float]
) -> dict[str, TransportCoefficients]:
    """Coefficients with laws of other forms, fitted to the same points in the same way, by the names of the forms.

    (A.2) is fitted within `fit_range`, as published.  Forms with too many parameters for the points, or whose fit
    does not converge, are left out.  All have the admissible range of `measured`.
    """
    forms: dict[str, dict] = {}
    for key, published in (("pp", exponential_guess()), ("ee", inverse_power_guess())):
        data = points(onsager, key)
        T, value, error = data[0], data[1], np.hypot(data[2], data[3])
        inside = (fit_range[0] <= T) & (fit_range[1] >= T)
        starts = {_PUBLISHED_FORM: (published, tuple(column[inside] for column in data))}
        starts[_ACTIVATED] = activated_guess(T, value, error, 4), data
        starts |= {
            f"log-polynomial, degree {degree}": (log_polynomial_guess(T, value, error, degree), data)
            for degree in _DEGREES
            if degree + 1 < T.size
        }
        for name, (start, some) in starts.items():
            if start.parameters.size < some[0].size:
                with suppress(ValueError):
                    forms.setdefault(name, {})[key] = fit_law(start, *some)
    return {name: replace(measured, name=name, **laws) for name, laws in forms.items() if len(laws) == 2}


def form_robustness(forms: Mapping[str, TransportCoefficients], comparison: pd.DataFrame) -> pd.DataFrame:
    """The table FORM_ROBUSTNESS for the quantities of `comparison`, which `compare_with_paper` returns."""
    frames = []
    for name, c in forms.items():
        values = np.concatenate([_compute(calculation, c) for calculation in calculations()])
        change = values - comparison["measured"].to_numpy()
        std = comparison["measured_std"].to_numpy()
        columns = {
            "quantity": comparison["quantity"],
            "place": comparison["place"],
            "form": name,
            "describes": name != _PUBLISHED_FORM,
            "value": values,
            "change": change,
            "change_over_std": np.divide(change, std, out=np.full_like(change, np.nan), where=std > 0),
        }
        frames.append(pd.DataFrame(columns))
    return pd.concat(frames, ignore_index=True)


def _compute(calculation: Calculation, c: TransportCoefficients) -> Sequence[float]:
    """The numbers of one calculation; nan if the form is not positive at a temperature that is needed."""
    try:
        return calculation.compute(c)
    except ValueError:
        return [np.nan] * len(calculation.printed)


def largest_changes(robustness: pd.DataFrame, n_quantities: int) -> np.ndarray:
    """Largest |change| of each quantity among forms that describe the points, shape (n_quantities,); nan if none."""
    changes = robustness.loc[robustness["describes"], "change"].abs().to_numpy().reshape(-1, n_quantities)
    found = np.isfinite(changes)
    return np.where(found.any(axis=0), np.where(found, changes, -np.inf).max(axis=0, initial=-np.inf), np.nan)


def robustness_page(robustness: pd.DataFrame, comparison: pd.DataFrame) -> str:
    """The values with all forms side by side, as a web page."""
    forms = list(robustness["form"].unique())
    values = [robustness.loc[robustness["form"] == form, "value"].to_numpy() for form in forms]
    rows = (
        [r.quantity, r.place, with_error(r.measured, r.measured_std), *(with_error(column[k]) for column in values)]
        for k, r in enumerate(comparison.itertuples())
    )
    return page("The same numbers with other forms of the laws", ["Quantity", "Place", "Law used", *forms], rows)
