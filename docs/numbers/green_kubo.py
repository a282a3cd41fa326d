"""Numbers of docs/green_kubo.md: coefficients, also from all routes, forms of the laws, and the barrier."""

import math

import pandas as pd
from scipy.special import i0e

import thermochain as tc
from docs.numbers.tables import (
    benchmark,
    both,
    digits,
    fixed,
    markdown,
    of,
    reference,
    row,
    rows,
    with_error,
    with_origin,
)

_RANGES = [(0.3, 1.5), (0.2, 3.0)]
_COLD = 0.6  # highest temperature of the table of exponents
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


def combined_table(combined: pd.DataFrame) -> str:
    """Coefficients from all routes beside Green-Kubo alone."""
    lines = [
        (
            f"{line.temperature:g}",
            f"K^{line.coefficient}",
            of(line, "green_kubo", "error"),
            of(line, "value", "error"),
            digits(100.0 * line.value_error / line.value, 2),
            fixed(line.error_ratio, 2),
            digits(line.probability, 2),
        )
        for _, line in combined.iterrows()
    ]
    return markdown(["T", "", "Green-Kubo", "all routes", "error, %", "ratio of the errors", "probability"], lines)


def _coverage(table: pd.DataFrame) -> str:
    lines = [
        (
            line.data,
            f"{line.sets}",
            *(fixed(share, 3) for share in (line.statistical, line.total, line.copies)),
            fixed(line.bias, 2),
        )
        for line in table.itertuples()
    ]
    header = ["data", "sets", "statistical", "total", "copies", "bias, in errors of one set"]
    return with_origin(markdown(header, lines), table, "make coverage")


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


def running_peak() -> dict[str, str]:
    """Time and height of the maximum of the running integral of J^p at T = 1."""
    running = reference("green_kubo/tables/running_integrals/T1")
    peak = running.loc[running.K_pp.idxmax()]
    limit = row(reference("green_kubo/tables/onsager"), temperature=1.0).pp
    return {
        "peak": fixed(peak.K_pp, 2),
        "peak_time": f"{peak.time:g}",
        "peak_percent": fixed(100.0 * (peak.K_pp / limit - 1.0), 0),
    }


def frame_percent() -> str:
    """By how many per cent a Gaussian total momentum would raise K^ee at T = 0.3 and M = 512."""
    cold = row(reference("green_kubo/tables/onsager"), temperature=0.3)
    return digits(100.0 * 0.3 * cold.pp / (512 * cold.ee), 1)


def _slips() -> dict[str, str]:
    """Part of the passages that stay at the coldest temperatures, and where the bound is no longer one."""
    slips, ratio = reference("phase_slips/tables/phase_slips"), reference("green_kubo/figures/transmission")
    above = ratio[ratio.transmission > 1.0].temperature.min()
    return {
        "kappa_01": fixed(row(slips, temperature=0.1).transmission, 2),
        "kappa_015": fixed(row(slips, temperature=0.15).transmission, 2),
        "passes_above": f"{ratio[ratio.temperature < above].temperature.max():g}",
        "passes_below": f"{above:g}",
    }


def _exponents(exponents: pd.DataFrame) -> str:
    """Exponents in temperature between the coldest temperatures."""
    lines = []
    for _, line in rows(exponents, coefficient="pp").iterrows():
        if line.up_to <= _COLD:
            ee = row(exponents, coefficient="ee", **{"from": line["from"]})
            cells = (of(line, "exponent", "error"), digits(line.slips, 3), digits(line.published, 3))
            lines.append(
                (f"{line['from']:g} .. {line.up_to:g}", *cells, of(ee, "exponent", "error"), digits(ee.published, 3))
            )
    return markdown(["T", "K^pp", "slips", "K^pp, (A.2)", "K^ee", "K^ee, (A.2)"], lines)


def numbers() -> dict[str, str]:
    """Name -> text."""
    onsager, forms = reference("green_kubo/tables/onsager"), reference("green_kubo/tables/fit_forms")
    found = {
        "exponents": _exponents(reference("green_kubo/figures/temperature_exponents")),
        "coefficients": _coefficients(onsager),
        "combined": combined_table(reference("shear_response/tables/combined")),
        "ratios": _ratios(onsager),
        "forms_pp": _forms(forms, "pp"),
        "forms_ee": _forms(forms, "ee"),
        "barrier": _barrier(reference("green_kubo/tables/activation")),
        "transmission": _transmission(onsager),
        "coverage": _coverage(benchmark("coverage")),
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
        else:
            found["refitted_ee_percent"] = fixed(100.0 * abs(refitted.deviation), 0)
            found["refitted_ee_at"] = f"{refitted.deviation_at:g}"
            cold = row(forms, coefficient="ee", low=0.2, high=3.0, form="(A.2), refitted")
            found["refitted_ee_cold"] = fixed(1.0 + cold.deviation, 1)
            found["refitted_ee_cold_at"] = f"{cold.deviation_at:g}"
    crossover = row(forms, coefficient="pp", low=0.2, high=3.0, form="activated, crossover")
    found["crossover"] = with_error(crossover.behind, crossover.behind_std)
    found["crossover_independent"] = with_error(crossover.behind_independent, crossover.behind_independent_std)
    found["crossover_worst"] = fixed(-100.0 * crossover.deviation, 0)
    found |= running_peak() | _slips()
    found["frame_percent"] = frame_percent()
    found["acceptance"] = fixed(float(i0e(1.0 / 0.3)), 2)
    found["points"] = f"{int(rows(forms, coefficient='pp', low=0.2).n_points.iloc[0])}"
    return found
