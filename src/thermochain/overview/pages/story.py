"""The study told in ten figures: prose with named places (workflow/resources/story.txt), and their values.

Every number is read from the tables of the run to which the page belongs; statements that depend on a number are
written here.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from thermochain.overview.pages.story_evidence import Evidence, Quantity, distance

_ONSET = "p_right of a flat T at x = -1"
_RESPONSE = "lowest p_right with dJe/dT_right > 0 at p_left = 0, T_left = 0.3"


@dataclass(frozen=True)
class Panel:
    """One figure of the story."""

    figure: str  # name of the picture
    question: str  # words above the picture
    answer: str  # words below the picture
    see: str  # category of the report with further results
    state: str  # state of the explorer that shows it, as in its address; empty if there is none


@dataclass(frozen=True)
class Section:
    """A heading, its text and its figures."""

    title: str
    text: str
    panels: tuple[Panel, ...]


@dataclass(frozen=True)
class Story:
    """The question of the study, its results in brief, and its sections."""

    lead: str
    brief: tuple[str, ...]
    sections: tuple[Section, ...]


def told(prose: str, evidence: Evidence) -> Story:
    """The story of one run.

    Parameters
    ----------
    prose
        A paragraph; lines that begin with "- "; then sections, each a line "# title", a paragraph, and for every figure
        the lines "## name", "? question", "> category of the report", perhaps "= state of the explorer", and its text.
        {name} stands for a value.

    Raises
    ------
    ValueError
        Naming a place for which there is no value, or a figure that lacks its question or category.
    """
    known = values(evidence)
    places = set(re.findall(r"\{(\w+)\}", prose))
    if not places <= known.keys():
        raise ValueError(f"prose: no value for {sorted(places - known.keys())}; known are {', '.join(sorted(known))}")
    opening, *parts = re.split(r"^# ", prose.format_map(known), flags=re.MULTILINE)
    lines = opening.strip().splitlines()
    return Story(
        lead=_joined(line for line in lines if not line.startswith("- ")),
        brief=tuple(line[2:] for line in lines if line.startswith("- ")),
        sections=tuple(map(_section, parts)),
    )


def _section(part: str) -> Section:
    """A section from its part of the prose."""
    head, *panels = re.split(r"^## ", part, flags=re.MULTILINE)
    title, _, text = head.partition("\n")
    return Section(title.strip(), _joined(text.splitlines()), tuple(map(_panel, panels)))


def _panel(part: str) -> Panel:
    """A figure of a section from its part of the prose; ValueError if a line is missing."""
    found = re.fullmatch(r"(\w+)\n\? (.+)\n> (.+)\n(?:= (.+)\n)?((?:.+\n?)+)", part.strip())
    if found is None:
        raise ValueError(
            f"prose: figure {part.splitlines()[0]!r} needs a line '? question', a line '> category' and text"
        )
    figure, question, see, state, answer = found.groups(default="")
    return Panel(figure, question, _joined(answer.splitlines()), see, state)


def _joined(lines: Iterable[str]) -> str:
    """The lines as one paragraph."""
    return " ".join(line.strip() for line in lines if line.strip())


def values(e: Evidence) -> dict[str, str]:
    """The value of every place of the prose by its name, as text with errors."""
    return _coefficients(e) | _printed(e) | _chains(e) | _protocol(e) | _claims(e)


def _coefficients(e: Evidence) -> dict[str, str]:
    """Values from the measured coefficients, and their ratios to the published ones."""
    row, pp, ee = e.typical(), e.ratios("pp"), e.ratios("ee")
    measured = {
        f"typical_{key}": str(Quantity(row[key], (row[f"{key}_std"], row[f"{key}_systematic"]))) for key in ("pp", "ee")
    }
    return measured | {
        "typical_T": f"{row.temperature:g}",
        "typical_M": f"{row.n_rotors:g}",
        "typical_pe": str(Quantity(row.pe, (row.pe_std,))),
        "cold_T": f"{pp.temperature.iloc[0]:g}",
        "cold_pp": _ratio(pp.iloc[0]),
        "cold_ee": _ratio(ee.iloc[0]),
        "ratio_T_low": f"{pp.temperature.iloc[0]:g}",
        "ratio_T_high": f"{pp.temperature.iloc[-1]:g}",
        "ratio_pp": _range(pp),
        "ratio_ee": _range(ee),
    }


def _ratio(row: pd.Series) -> str:
    """A ratio with its error as text."""
    return str(Quantity(row.ratio, (row.error,)))


def _range(ratios: pd.DataFrame) -> str:
    """The smallest and the largest ratio, and their temperatures, as text."""
    low, high = (ratios.iloc[getattr(ratios["ratio"], end)()] for end in ("argmin", "argmax"))
    return f"from {_ratio(low)} (T = {low.temperature:g}) to {_ratio(high)} (T = {high.temperature:g})"


def _printed(e: Evidence) -> dict[str, str]:
    """Values from the comparison with the numbers that the paper quotes."""
    rows = {
        "onset": e.printed(_ONSET, "Figure 5 top"),
        "some": e.printed(f"{_RESPONSE}, for some", "Figures 7 right"),
        "all": e.printed(f"{_RESPONSE}, for all", "Figures 7 right"),
    }
    found = {}
    for name, row in rows.items():
        found |= {
            f"{name}_paper": f"{row.paper:g}",
            f"{name}_published": f"{row.published:.3f}",
            f"{name}_measured": _measured(row),
            f"{name}_shift": _shift(row),
        }
    return found


def _measured(row: pd.Series) -> str:
    """The value of a printed number with the measured coefficients, and its error."""
    if not np.isfinite(row.measured):
        return "no value in the range scanned"
    return str(Quantity(row.measured, (row.measured_std,)))


def _shift(row: pd.Series) -> str:
    """Text of the difference between the values with the measured and with the published coefficients."""
    if not np.isfinite(row.measured):
        return f"published coefficients: {row.published:.3f}"
    where = "above" if row.measured > row.published else "below"
    return f"{abs(row.measured - row.published):.3f} {where} the {row.published:.3f} of the published coefficients"


def _chains(e: Evidence) -> dict[str, str]:
    """Values from the driven chains."""
    row, measured, published = e.heated(), e.currents("measured"), e.currents("published")
    return {
        "heated_T": f"{row.T_left:g}",
        "heated_p": f"{row.p_right:g}",
        "heated_chain": str(Quantity(row.T_max, (row.T_max_std, row.T_max_systematic))),
        "heated_equations": str(Quantity(row.T_max_equations, (row.T_max_equations_std,))),
        "currents": str(measured.total),
        "currents_measured": str(measured.agree),
        "currents_published": str(published.agree),
        "worst_measured": str(e.worst_current("measured")),
        "worst_published": str(e.worst_current("published")),
        "crossing": _crossing(e),
    }


def _crossing(e: Evidence) -> str:
    """A sentence on the crossings of the curves, for the chains and for both sets of coefficients."""
    chain = e.crossing("torque_sweep", "limit")
    if chain is None:
        return "The torques of this run are too few to see a crossing of infinite chains."
    said = f"Infinite chains cross at p_R = {chain}"
    for source in ("measured", "published"):
        curve = e.crossing("torque_sweep", source)
        if curve is not None:
            away = f"{distance(chain, curve):.1f} standard errors away"
            said += f"; the equations with the {source} coefficients at {curve}, {away}"
    return said + "."


def _protocol(e: Evidence) -> dict[str, str]:
    """Values from the comparison of the published protocol with exact samples."""
    published, exact = e.protocol()
    return {
        "protocol_T": f"{published.temperature:g}",
        "protocol_winding": str(Quantity(published.winding, (published.winding_std,)).over(published.winding_gibbs)),
        "protocol_single": str(Quantity(published.pp_single, (published.pp_single_std,))),
        "protocol_every": str(Quantity(exact.pp_every, (exact.pp_every_std,))),
        "protocol_published": f"{published.pp_published:.2f}",
    }


def _claims(e: Evidence) -> dict[str, str]:
    """Numbers of claims about the regimes, by their verdicts."""
    measured = e.verdicts("measured")
    return {
        "claims": str(len(e.claims)),
        "claims_published": str(e.verdicts("published")["stands"]),
        "claims_stand": str(measured["stands"]),
        "claims_fail": str(measured["fails"]),
        "claims_open": str(measured["open"]),
    }
