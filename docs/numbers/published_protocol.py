"""Numbers of docs/published_protocol.md, from the default preset's comparison of the starts."""

import numpy as np
import pandas as pd

from docs.numbers.green_kubo import frame_percent
from docs.numbers.tables import benchmark, digits, fixed, markdown, of, reference, row, rows, with_error, with_origin


def _both(table: pd.DataFrame, T: float) -> tuple[pd.Series, pd.Series]:
    """Rows of one temperature: Langevin start, Gibbs start."""
    return row(table, temperature=T, start="langevin"), row(table, temperature=T, start="gibbs")


def _coefficients(table: pd.DataFrame, temperatures: list[float]) -> str:
    lines = []
    for T in temperatures:
        langevin, gibbs = _both(table, T)
        lines.append(
            (
                f"{T:g}",
                _fraction(langevin),
                of(langevin, "pp_single"),
                of(langevin, "pp_every"),
                of(gibbs, "pp_single"),
                of(gibbs, "pp_every"),
                of(langevin, "pp_expected"),
                digits(langevin.pp_published, 3),
                of(langevin, "ee_single"),
                of(gibbs, "ee_every"),
                digits(langevin.ee_published, 3),
            )
        )
    header = ["T", "<w^2>/Gibbs, Langevin", "K^pp, Langevin, one (published)", "K^pp, Langevin, every"]
    header += [
        "K^pp, exact, one",
        "K^pp, exact, every",
        "fraction x exact K^pp",
        "(A.2)",
        "K^ee, Langevin, one (published)",
    ]
    return markdown([*header, "K^ee, exact, every", "(A.2)"], lines)


def _times(table: pd.DataFrame) -> str:
    lines = [
        (
            "exact samples" if line.start == "gibbs" else f"{line.langevin_time:g}",
            f"{line.time_step:g}",
            f"{line.n_replicas}",
            _fraction(line),
            of(line, "pp_single"),
            of(line, "pp_expected") if line.start == "langevin" else f"{of(line, 'pp_every')}, every origin",
            with_error(line.cosine - line.cosine_gibbs, line.cosine_std),
        )
        for _, line in table.iterrows()
    ]
    header = ["Langevin time", "time step", "rings", "<w^2>/Gibbs", "K^pp, one origin", "fraction x exact K^pp"]
    return markdown([*header, "<cos r> minus its exact value"], lines)


def _verbatim(table: pd.DataFrame) -> str:
    lines = [
        (
            f"{line.temperature:g}",
            "exact samples" if line.start == "gibbs" else f"q = 0, time {line.langevin_time:g}",
            f"{line.time_step:g}",
            f"{line.n_replicas}",
            _fraction(line),
            with_error(line.kinetic / line.temperature, line.kinetic_std / line.temperature),
            with_error(line.cosine - line.cosine_gibbs, line.cosine_std),
            of(line, "pp_single"),
            of(line, "pp_every"),
            digits(line.pp_published, 3),
            of(line, "ee_single"),
            of(line, "ee_every"),
            digits(line.ee_published, 3),
        )
        for _, line in table.iterrows()
    ]
    header = ["T", "start", "time step", "rings", "<w^2>/Gibbs", "<p^2>/T", "<cos r> minus its exact value"]
    header += ["K^pp, one origin (published)", "every", "(A.2)", "K^ee, one origin (published)", "every", "(A.2)"]
    return with_origin(markdown(header, lines), table, "python -m benchmarks.verbatim")


def _middle(line: pd.Series) -> dict[str, str]:
    """Results of a million rings at T = 0.5: distance of (A.2), missing winding and excess of the cosine."""
    missing, error = 100.0 * (1.0 - line.winding / line.winding_gibbs), 100.0 * line.winding_std / line.winding_gibbs
    return {
        "verbatim_single": digits((line.pp_published - line.pp_single) / line.pp_single_std, 2),
        "verbatim_every": digits((line.pp_published - line.pp_every) / line.pp_every_std, 2),
        "verbatim_winding": with_error(missing, error),
        "verbatim_cosine": digits((line.cosine - line.cosine_gibbs) / line.cosine_std, 1),
    }


def _fraction(line: pd.Series) -> str:
    return with_error(line.winding / line.winding_gibbs, line.winding_std / line.winding_gibbs)


def _moments(table: pd.DataFrame, temperatures: list[float]) -> str:
    lines = []
    for T in temperatures:
        start = row(table, temperature=T, start="langevin")
        lines.append(
            (
                f"{T:g}",
                with_error(start.kinetic / T, start.kinetic_std / T),
                of(start, "cosine"),
                fixed(start.cosine_gibbs, 5),
                of(start, "winding"),
                fixed(start.winding_gibbs, 3),
            )
        )
    return markdown(["T", "<p^2>/T", "<cos r>", "exact <cos r>", "<w^2>", "exact <w^2>"], lines)


def _losses(table: pd.DataFrame, temperatures: list[float]) -> dict[str, str]:
    """What the published protocol loses of K^pp, what one origin costs, and how far it is from (A.2)."""
    found, costs, sigmas = {}, [], []
    for T in temperatures:
        langevin, gibbs = _both(table, T)
        costs.append(gibbs.pp_single_std / gibbs.pp_every_std)
        if T >= 0.3:
            sigmas.append(abs(langevin.pp_single - langevin.pp_published) / langevin.pp_single_std)
        if T <= 0.35:
            loss = gibbs.pp_every / langevin.pp_single
            relative = np.hypot(gibbs.pp_every_std / gibbs.pp_every, langevin.pp_single_std / langevin.pp_single)
            found[f"loss_{T:g}".replace(".", "")] = with_error(loss, loss * relative)
    return found | {
        "one_least": digits(min(costs), 2),
        "one_most": digits(max(costs), 2),
        "protocol_z": fixed(max(sigmas), 1),
    }


def numbers() -> dict[str, str]:
    """Name -> text."""
    table = reference("published_protocol/tables/thermalisation")
    temperatures = sorted(set(table.temperature))
    found = {
        "default": _coefficients(table, temperatures),
        "moments": _moments(table, temperatures),
        "rings_least": f"{int(table.n_replicas.min())}",
        "rings_most": f"{int(rows(table, start='langevin').n_replicas.max())}",
    }
    found |= _losses(table, temperatures)
    found["frame_percent"] = frame_percent()
    cold, exact = _both(table, 0.3)
    found["winding_fraction"] = _fraction(cold)
    found["pp_published"], found["pp_exact"] = of(cold, "pp_single"), of(exact, "pp_every")
    found["cosine_percent"] = fixed(100.0 * (cold.cosine / cold.cosine_gibbs - 1.0), 1)
    times = reference("published_protocol/tables/langevin_times")
    found["times"] = _times(times)
    found["pp_cut"] = of(row(times, start="gibbs"), "pp_every")
    found["winding_fine"] = _fraction(row(times, time_step=0.05))
    for T in (0.3, 0.35, 0.4):
        langevin = row(table, temperature=T, start="langevin")
        name = f"{T:g}".replace(".", "")
        found[f"expected_{name}"] = of(langevin, "pp_expected")
        found[f"fit_{name}"] = fixed(langevin.pp_published, 2)
    verbatim = benchmark("verbatim")
    found |= {"verbatim": _verbatim(verbatim), **_middle(row(verbatim, temperature=0.5, start="langevin"))}
    found["limit_1"] = fixed(row(reference("green_kubo/tables/onsager"), temperature=1.0).pp, 3)
    return found
