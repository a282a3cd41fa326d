"""Tables that compare the published form of the laws with other forms by their predictions."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from thermochain.rotors.coefficients import TransportCoefficients, published_coefficients
from thermochain.rotors.green_kubo.fits import (
    activated_guess,
    exponential_guess,
    fit_likeliest,
    inverse_power_guess,
    log_polynomial_guess,
    point_covariance,
)
from thermochain.rotors.green_kubo.form_score import Fit, FormScore, score_form
from thermochain.rotors.green_kubo.study.coefficients import lower_bounds, points
from thermochain.rotors.onsager import OnsagerLaw
from thermochain.runs.pages import page, with_error
from thermochain.runs.table import Table

USED = "log-polynomial, degree 4"

FIT_FORMS = Table(
    "fit_forms/2",
    coefficient="pp or ee",
    low="lowest temperature of the range: the paper's range or all that is measured",
    high="highest temperature of the range",
    form="the form of the law",
    n_parameters="parameters fitted",
    n_points="temperatures fitted",
    left_out="temperatures in the range left out: the error exceeds half the value, so they are lower bounds",
    chi_square_per_dof="chi^2 per degree of freedom of the likeliest fit, systematic errors shared",
    p_value="probability of a larger chi^2 if the form is true",
    log_likelihood="log predictive density of a point left out, mean over the points",
    behind="the highest log_likelihood of the range less this one",
    behind_std="its standard error, from the differences point by point",
    chi_square_per_dof_independent="as chi_square_per_dof, systematic errors independent",
    p_value_independent="as p_value, systematic errors independent",
    log_likelihood_independent="as log_likelihood, systematic errors independent",
    behind_independent="as behind, systematic errors independent",
    behind_independent_std="as behind_std, systematic errors independent",
    deviation="K/fit - 1 at the point that lies furthest from the weighted fit in units of its error",
    point_error="the total error of that point over the fit",
    deviation_at="its temperature",
    used="True for the form of the measured coefficients",
)

RESIDUALS = Table(
    "fit_residuals/1",
    coefficient="pp or ee",
    form="the law",
    temperature="T",
    ratio="K over the law",
    error="total error of K over the law",
    fitted="True for points that the law was fitted to; of the published law, within its range",
)

_Guess = Callable[[NDArray, NDArray, NDArray], OnsagerLaw]  # temperature, value, error -> start of the fit


def compare_forms(onsager: pd.DataFrame, paper_range: tuple[float, float]) -> pd.DataFrame:
    """Table FIT_FORMS: every form scored for both coefficients, over `paper_range` and over all temperatures.

    Forms with more parameters than a range can score are left out.
    """
    frames = []
    for key in ("pp", "ee"):
        T = onsager["temperature"]
        for low, high in dict.fromkeys([tuple(paper_range), (float(T.min()), float(T.max()))]):
            rows = onsager[T.between(low, high)]
            left_out = " ".join(f"{t:g}" for t in lower_bounds(rows, key)) or "none"
            frame = _compare(key, *points(rows, key))
            frames.append(frame.assign(coefficient=key, low=low, high=high, left_out=left_out))
    return pd.concat(frames, ignore_index=True)[list(FIT_FORMS.columns)]


def _compare(key: str, T: NDArray, value: NDArray, std: NDArray, systematic: NDArray) -> pd.DataFrame:
    """Scores of all forms for one coefficient and range."""
    error = np.hypot(std, systematic)
    forms = {"(A.2), published": (_unfitted(getattr(published_coefficients(), key)), 0)}
    for name, guess in _guesses(key).items():
        start = guess(T, value, error)
        if T.size >= start.parameters.size + 2:
            forms[name] = (_fitted(start), start.parameters.size)
    shared, independent = point_covariance(std, systematic), np.diag(error**2)
    scores, scores_independent = (
        {name: score_form(fit, n, T, value, covariance) for name, (fit, n) in forms.items()}
        for covariance in (shared, independent)
    )
    rows = []
    for name, (fit, n) in forms.items():
        law = fit(T, value, independent)(T)
        worst = int(np.argmax(np.abs(value - law) / error))
        rows.append(
            {
                "form": name,
                "n_parameters": n,
                "n_points": T.size,
                **_score_record(name, scores, ""),
                **_score_record(name, scores_independent, "_independent"),
                "deviation": value[worst] / law[worst] - 1.0,
                "point_error": error[worst] / law[worst],
                "deviation_at": T[worst],
                "used": name == USED,
            }
        )
    return pd.DataFrame(rows)


def _score_record(name: str, scores: dict[str, FormScore], suffix: str) -> dict[str, float]:
    score = scores[name]
    behind, behind_std = score.behind(max(scores.values(), key=lambda s: s.log_likelihood))
    return {
        f"chi_square_per_dof{suffix}": score.chi_square / score.degrees_of_freedom,
        f"p_value{suffix}": score.p_value,
        f"log_likelihood{suffix}": score.log_likelihood,
        f"behind{suffix}": behind,
        f"behind{suffix}_std": behind_std,
    }


def _guesses(key: str) -> dict[str, _Guess]:
    """The forms of one coefficient, by name."""
    published = exponential_guess() if key == "pp" else inverse_power_guess()
    forms = {"(A.2), refitted": lambda T, value, error: fit_likeliest(published, T, value, np.diag(error**2))}
    for n, name in ((2, "power law"), (3, "activated"), (4, "activated, crossover")):
        forms[name] = lambda T, value, error, n=n: activated_guess(T, value, error, n)
    for degree in (2, 3, 4, 5):
        forms[f"log-polynomial, degree {degree}"] = lambda T, value, error, degree=degree: log_polynomial_guess(
            T, value, error, degree
        )
    return forms


def _fitted(start: OnsagerLaw) -> Fit:
    return lambda T, value, covariance: fit_likeliest(start, T, value, covariance)


def _unfitted(law: OnsagerLaw) -> Fit:
    """Fit that returns `law` itself without covariance, since printed errors do not determine the error of K."""
    exact = replace(law, covariance=np.zeros_like(law.covariance))
    return lambda T, value, covariance: exact


def fit_forms_page(table: pd.DataFrame) -> str:
    """The comparison of forms as a web page."""
    headers = ["Coefficient", "T", "Points", "Left out", "Form", "Parameters"]
    for errors in ("shared", "independent"):
        headers += [f"chi\u00b2/dof, {errors}", "p", "log likelihood per point", "behind the best"]
    headers += ["K/fit \u2212 1 at worst", "at T"]
    rows = (
        [
            f"K^{r['coefficient']}",
            f"{r['low']:g} to {r['high']:g}",
            str(r["n_points"]),
            r["left_out"],
            r["form"] + (" (used)" if r["used"] else ""),
            str(r["n_parameters"]),
            *_score_cells(r, ""),
            *_score_cells(r, "_independent"),
            with_error(r["deviation"], r["point_error"]),
            f"{r['deviation_at']:g}",
        ]
        for r in table.to_dict("records")
    )
    return page("Forms of the laws compared", headers, rows)


def _score_cells(row: dict, suffix: str) -> list[str]:
    return [
        f"{row[f'chi_square_per_dof{suffix}']:.2f}",
        f"{row[f'p_value{suffix}']:.2g}",
        f"{row[f'log_likelihood{suffix}']:.2f}",
        with_error(row[f"behind{suffix}"], row[f"behind{suffix}_std"]),
    ]


def residuals(onsager: pd.DataFrame, fitted: TransportCoefficients, measured: TransportCoefficients) -> pd.DataFrame:
    """Table RESIDUALS: K over the law, for the published (A.2), the refitted (A.2) and the measured law."""
    frames = []
    for key in ("pp", "ee"):
        T, value, std, systematic = points(onsager, key)
        for name, c in (("published", published_coefficients()), ("fitted", fitted), ("measured", measured)):
            law = getattr(c, key)(T)
            columns = {"ratio": value / law, "error": np.hypot(std, systematic) / np.abs(law)}
            columns |= {"temperature": T, "fitted": ~c.is_extrapolated(T)}
            frames.append(pd.DataFrame(columns).assign(coefficient=key, form=name))
    return pd.concat(frames, ignore_index=True)[list(RESIDUALS.columns)]
