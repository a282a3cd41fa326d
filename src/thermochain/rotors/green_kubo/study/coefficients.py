"""Measured transport coefficients: laws fitted to the Onsager table, and their files."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from thermochain.core.arguments import check_kind
from thermochain.rotors.coefficients import EXTRAPOLATION, TransportCoefficients, published_coefficients
from thermochain.rotors.green_kubo.fits import (
    exponential_guess,
    fit_law,
    fit_log_polynomial,
    inverse_power_guess,
    is_measured,
)
from thermochain.rotors.onsager import ExponentialLaw, InversePowerLaw, LogPolynomialLaw, OnsagerLaw
from thermochain.runs.files import save_text
from thermochain.runs.pages import page, with_error
from thermochain.runs.storage import CorruptResult
from thermochain.runs.table import Table

# Name of a law in the files of coefficients -> its class.
_LAWS: dict[str, Callable[..., OnsagerLaw]] = {
    law.__name__: law for law in (ExponentialLaw, InversePowerLaw, LogPolynomialLaw)
}
_FORMAT = "thermochain-coefficients/1"

FIT_COMPARISON = Table(
    "fit_comparison/1",
    coefficient="pp: a exp(-b T) + c/T^2; ee: a + b/T + c/T^2 (A.2)",
    parameter="a, b or c",
    published="printed value",
    published_error="printed error",
    fitted="value fitted to the measured points, same form and temperature range",
    fitted_error="standard error from the covariance",
)


def fit_published_form(onsager: pd.DataFrame, fit_range: tuple[float, float]) -> TransportCoefficients:
    """Both forms of (A.2), fitted to the rows of `onsager` inside `fit_range`."""
    low, high = fit_range
    rows = onsager[onsager["temperature"].between(low, high)]
    laws = {
        key: fit_law(guess, *points(rows, key))
        for key, guess in (("pp", exponential_guess()), ("ee", inverse_power_guess()))
    }
    return TransportCoefficients(
        name="fitted", measured_range=(low, high), admissible_range=(low / 2.0, 2.0 * high), **laws
    )


def fit_measured(onsager: pd.DataFrame) -> TransportCoefficients:
    """Decreasing, smooth and positive laws fitted to all rows of `onsager`.

    Log K is a polynomial of degree 4 in log T (`fit_log_polynomial`).  It is continued as a power law up to a factor
    1.5 beyond the lowest and the highest temperature at which both coefficients are measured, and not evaluated
    beyond.
    """
    data = {key: points(onsager, key) for key in ("pp", "ee")}
    laws = {key: fit_log_polynomial(*data[key]) for key in data}
    temperatures = [T for T, *_ in data.values()]
    low, high = float(max(map(np.min, temperatures))), float(min(map(np.max, temperatures)))
    return TransportCoefficients(
        name="measured",
        measured_range=(low, high),
        admissible_range=(low / EXTRAPOLATION, high * EXTRAPOLATION),
        **laws,
    )


def points(rows: pd.DataFrame, key: str) -> tuple[NDArray, NDArray, NDArray, NDArray]:
    """Temperatures, values, independent errors and shared errors of the measured estimates, shape (n_points,) each.

    They are those of one coefficient, `key` "pp" or "ee".
    Estimates with a total error above half their value are lower bounds; no law is fitted to them.
    """
    T, *estimate = (rows[name].to_numpy() for name in ("temperature", key, f"{key}_std", f"{key}_systematic"))
    measured = is_measured(*estimate)
    return T[measured], *(column[measured] for column in estimate)


def misfit(onsager: pd.DataFrame, coefficients: TransportCoefficients, key: str) -> float:
    """chi^2 per point of the measured estimates of one coefficient, weighted by total errors."""
    T, value, std, systematic = points(onsager, key)
    return float(np.mean((value - getattr(coefficients, key)(T)) ** 2 / (std**2 + systematic**2)))


def lower_bounds(rows: pd.DataFrame, key: str) -> NDArray:
    """Temperatures of the estimates that are lower bounds and are left out by `points`."""
    return np.setdiff1d(rows["temperature"], points(rows, key)[0])


def unmeasured(rows: pd.DataFrame) -> list[str]:
    """One line for each estimate that is a mere lower bound."""
    return [
        f"K^{key} at T={temperature:g} is left out: its error exceeds half its value; add blocks there"
        for key in ("pp", "ee")
        for temperature in lower_bounds(rows, key)
    ]


def compare_with_published(fitted: TransportCoefficients) -> pd.DataFrame:
    """Table FIT_COMPARISON: fitted and printed parameters of (A.2) side by side."""
    published = published_coefficients()
    rows = []
    for key in ("pp", "ee"):
        printed, refitted = getattr(published, key), getattr(fitted, key)
        for k, parameter in enumerate("abc"):
            rows.append(
                {
                    "coefficient": key,
                    "parameter": parameter,
                    "published": printed.parameters[k],
                    "published_error": np.sqrt(printed.covariance[k, k]),
                    "fitted": refitted.parameters[k],
                    "fitted_error": np.sqrt(refitted.covariance[k, k]),
                }
            )
    return pd.DataFrame(rows)


def fit_page(comparison: pd.DataFrame) -> str:
    """The comparison of parameters as a web page."""
    rows = (
        [
            f"K^{r.coefficient}",
            r.parameter,
            with_error(r.published, r.published_error),
            with_error(r.fitted, r.fitted_error),
        ]
        for r in comparison.itertuples()
    )
    headers = ["Coefficient", "Parameter", "Published", "Fitted to the measured points"]
    return page("Parameters of the fits (A.2)", headers, rows)


def save_coefficients(path: str | Path, coefficients: TransportCoefficients) -> None:
    """Write coefficients as JSON, atomically."""
    record = {"format": _FORMAT} | coefficients_record(coefficients)
    save_text(path, json.dumps(record | {"sha256": _hash(record)}, indent=2) + "\n")


def coefficients_record(coefficients: TransportCoefficients) -> dict:
    """Name, ranges and laws with their parameters, as values that JSON can hold."""
    return {
        "name": coefficients.name,
        "measured_range": list(coefficients.measured_range),
        "admissible_range": list(coefficients.admissible_range),
        "pp": _law_record(coefficients.pp),
        "ee": _law_record(coefficients.ee),
    }


def load_coefficients(path: str | Path) -> TransportCoefficients:
    """Read measured coefficients.

    Parameters
    ----------
    path
        File that the workflow wrote to results/coefficients.

    Returns
    -------
    TransportCoefficients

    Raises
    ------
    FileNotFoundError
        There is no such file.
    CorruptResult
        The file is incomplete, altered, or of another format; the message names it.
    """
    check_kind("path", path, (str, Path), "pass a file such as results/coefficients/measured.json")
    try:
        record = json.loads(Path(path).read_text(encoding="utf-8"))
        if record["format"] != _FORMAT:
            raise ValueError(f"format {record['format']!r} is not {_FORMAT!r}")
        if record.pop("sha256") != _hash(record):
            raise ValueError("it has been altered")
        return TransportCoefficients(
            name=record["name"],
            pp=_law(record["pp"]),
            ee=_law(record["ee"]),
            measured_range=tuple(record["measured_range"]),
            admissible_range=tuple(record["admissible_range"]),
        )
    except FileNotFoundError:
        raise
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise CorruptResult(
            f"{path} holds no transport coefficients ({error}); the workflow writes them to results/coefficients, "
            "and again once they are deleted"
        ) from error


def _hash(record: dict) -> str:
    return hashlib.sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()


def _law_record(law: OnsagerLaw) -> dict:
    values = {field.name: getattr(law, field.name) for field in fields(law)}
    return {"law": type(law).__name__} | {
        name: value.tolist() if isinstance(value, np.ndarray) else value for name, value in values.items()
    }


def _law(record: dict) -> OnsagerLaw:
    values = dict(record)
    kind = _LAWS[values.pop("law")]
    return kind(**{name: np.array(v) if isinstance(v, list) else v for name, v in values.items()})
