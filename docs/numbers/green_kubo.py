"""Numbers of docs/green_kubo.md: coefficients, forms of the laws, and the barrier."""

import math

import pandas as pd
from scipy.special import i0e

import thermochain as tc
from docs.numbers.tables import both, digits, fixed, markdown, of, reference, row, rows, with_error

_RANGES = [(0.3, 1.5), (0.2, 3.0)]
_CHOSEN = "log-polynomial, degree 4"


def _coefficients(onsager: pd.DataFrame) -> str:
    lines = [
        (
            f"{line.temperature:g}",
            both(line, "pp"),
            of(line, "ee", "error"),
            of(line, "pe"),
            f"{line.n_rotors:g}",
            "yes" if line.pp_settled and line.ee_settled else "no",
        )
        for _, line in onsager.iterrows()
    ]
    return markdown(["T", "K^pp", "K^ee", "K^pe", "M", "settled"], lines)


def _ratios(onsager: pd.DataFrame) -> str:
    published = tc.published_coefficients()
    lines = []
    for _, line in onsager.iterrows():
        pp, ee = float(published.onsager_pp(line.temperature)), float(published.onsager_ee(line.temperature))
        lines.append(
            (
                f"{line.temperature:g}",
                with_error(line.pp / pp, line.pp_error / pp),
                with_error(line.ee / ee, line.ee_error / ee),
            )
        )
    return markdown(["T", "K^pp measured / (A.2)", "K^ee measured / (A.2)"], lines)


def _forms(forms: pd.DataFrame, coefficient: str) -> str:
    header = ["form", "parameters"]
    for low, high in _RANGES:
        header += [f"log likelihood, {low:g} .. {high:g}", "chi^2/dof"]
    lines = []
    for form in dict.fromkeys(forms.form):
        line = []
        for low, high in _RANGES:
            found = row(forms, coefficient=coefficient, low=low, high=high, form=form)
            cells = [
                f"{digits(found[name], 3)} / {digits(found[name + '_independent'], 3)}"
                for name in ("log_likelihood", "chi_square_per_dof")
            ]
            line += [f"**{cells[0]}**" if min(found.behind, found.behind_independent) == 0 else cells[0], cells[1]]
        lines.append((form, f"{found.n_parameters:g}", *line))
    return markdown(header, lines)


def _barrier(activation: pd.DataFrame) -> str:
    lines = [
        (
            f"{line['from']:g} .. {line.up_to:g} ({line.n_points:g})",
            both(line, "barrier"),
            fixed(line.sigmas, 1),
            "2, held" if line.power_error == 0 else with_error(line.power, line.power_error),
            digits(line.chi_square_per_dof, 2),
        )
        for _, line in activation.iterrows()
    ]
    return markdown(["temperatures (points)", "B", "(B - 2)/error", "power of T", "chi^2/dof"], lines)


def _transmission(onsager: pd.DataFrame) -> str:
    """K^pp if every passage stayed, over the measured K^pp."""
    lines = []
    for _, line in onsager[onsager.temperature < 0.38].iterrows():
        T = line.temperature
        flux = math.sqrt(T / math.pi) * math.exp(-2.0 / T) / (2.0 * math.pi * i0e(1.0 / T))
        kappa = T**2 / (4.0 * math.pi**2 * flux) / line.pp
        lines.append((f"{T:g}", with_error(kappa, kappa * line.pp_error / line.pp)))
    return markdown(["T", "kappa"], lines)


def numbers() -> dict[str, str]:
    """Name -> text."""
    onsager, forms = reference("green_kubo/tables/onsager"), reference("green_kubo/tables/fit_forms")
    found = {
        "coefficients": _coefficients(onsager),
        "ratios": _ratios(onsager),
        "forms_pp": _forms(forms, "pp"),
        "forms_ee": _forms(forms, "ee"),
        "barrier": _barrier(reference("green_kubo/tables/activation")),
        "transmission": _transmission(onsager),
    }
    for coefficient in ("pp", "ee"):
        for name, (low, high) in zip(("paper", "all"), _RANGES, strict=True):
            chosen = row(forms, coefficient=coefficient, low=low, high=high, form=_CHOSEN)
            for kind in ("", "_independent"):
                behind, std = chosen[f"behind{kind}"], chosen[f"behind{kind}_std"]
                found[f"behind_{coefficient}_{name}{kind}"] = with_error(behind, std) if std > 0 else "0"
        refitted = row(forms, coefficient=coefficient, low=0.3, high=1.5, form="(A.2), refitted")
        found[f"refitted_{coefficient}"] = digits(refitted.chi_square_per_dof, 2)
        if coefficient == "pp":
            found["refitted_worst"] = fixed(1.0 + refitted.deviation, 2)
            found["refitted_at"] = f"{refitted.deviation_at:g}"
    crossover = row(forms, coefficient="pp", low=0.2, high=3.0, form="activated, crossover")
    found["crossover"] = with_error(crossover.behind, crossover.behind_std)
    found["crossover_independent"] = with_error(crossover.behind_independent, crossover.behind_independent_std)
    found["crossover_worst"] = fixed(-100.0 * crossover.deviation, 0)
    found["points"] = f"{int(rows(forms, coefficient='pp', low=0.2).n_points.iloc[0])}"
    return found
