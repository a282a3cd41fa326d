"""The story: every number comes from the tables, every place of the prose is filled, the page needs nothing else."""

import json
import re
from dataclasses import replace
from urllib.parse import parse_qs

import numpy as np
import pandas as pd
import pytest
from PIL import Image

import thermochain as tc
from tests.root import ROOT
from thermochain.overview.pages.story import told, values
from thermochain.overview.pages.story_evidence import Evidence, Quantity, distance
from thermochain.overview.pages.story_page import story_page, typeset
from thermochain.overview.pages.story_provenance import origin
from thermochain.overview.report_sections import CATEGORIES

PROSE = (ROOT / "workflow/resources/story.txt").read_text(encoding="utf-8")
FIGURES = re.findall(r"^## (\w+)$", PROSE, re.MULTILINE)
RESPONSE = "lowest p_right with dJe/dT_right > 0 at p_left = 0, T_left = 0.3, for"


def onsager():
    T = np.array([0.2, 0.3, 0.5, 1.0, 2.0])
    c = tc.published_coefficients()
    frame = pd.DataFrame({"temperature": T, "pp": 2.0 * c.pp(T), "ee": c.ee(T), "pe": 0.01, "pe_std": 0.02})
    for key in ("pp", "ee"):
        frame[f"{key}_std"], frame[f"{key}_systematic"] = 0.03 * frame[key], 0.04 * frame[key]
        frame[f"{key}_error"] = 0.05 * frame[key]
    return frame.assign(n_rotors=512)


def comparison():
    rows = [
        ("p_right of a flat T at x = -1 and of the onset", 0.7, "Figure 5 top", 0.693, 0.654, 0.004),
        (f"{RESPONSE} some temperature in [0.3, 1]", 0.6, "Figures 7 right, 9", 0.587, 0.402, 0.004),
        (f"{RESPONSE} all temperatures in [0.3, 1]", 0.66, "Figures 7 right, 9", 0.687, np.nan, np.nan),
    ]
    frame = pd.DataFrame(rows, columns=["quantity", "paper", "place", "published", "measured", "measured_std"])
    return frame.assign(shift_over_std=(frame["measured"] - frame["published"]) / frame["measured_std"])


def limits():
    """Three chains: J^p near that of the measured coefficients, twice the published one; J^e is zero in the first."""
    frame = pd.DataFrame({"T_left": [0.3, 0.3, 0.5], "T_right": 0.3, "p_left": 0.0, "p_right": [0.5, 2.0, 0.4]})
    for name, value in (("momentum_current", -4.0), ("energy_current", np.array([0.0, -2.0, 1.0]))):
        frame[name] = value
        frame[f"{name}_std"] = 0.1 * np.abs(frame[name])
        frame[f"{name}_systematic"] = 0.0
        frame[f"{name}_equations"], frame[f"{name}_equations_std"] = 1.1 * frame[name], 0.0
        frame[f"{name}_published"] = 0.5 * frame[name]
    return frame.assign(
        T_max=0.7, T_max_std=0.01, T_max_systematic=0.02, T_max_equations=0.69, T_max_equations_std=0.003
    )


def thermalisation():
    common = {"temperature": 0.3, "winding_gibbs": 4.0, "pp_published": 7.9}
    theirs = {"start": "langevin", "winding": 2.0, "winding_std": 0.1, "pp_single": 7.0, "pp_single_std": 0.5}
    return pd.DataFrame([common | theirs, common | {"start": "gibbs", "pp_every": 15.0, "pp_every_std": 0.2}])


def crossings():
    return pd.DataFrame(
        {
            "figure": "torque_sweep",
            "source": ["limit", "measured", "published"],
            "p_right": [0.5, 0.46, 0.63],
            "p_right_std": [0.03, 0.04, 0.0],
        }
    )


@pytest.fixture
def evidence():
    claims = pd.DataFrame({"published_verdict": ["stands", "stands"], "measured_verdict": ["stands", "fails"]})
    return Evidence(onsager(), comparison(), claims, thermalisation(), limits(), crossings())


def test_every_place_of_the_prose_has_a_value_and_almost_every_value_a_place(evidence):
    places = set(re.findall(r"\{(\w+)\}", PROSE))
    spare = set(values(evidence)) - places
    assert spare <= {"onset_measured", "onset_shift"}  # of three rows that are treated alike
    assert "{" not in "".join(panel.answer for section in told(PROSE, evidence).sections for panel in section.panels)


def test_the_story_has_ten_figures_and_the_sections_that_were_promised(evidence):
    story = told(PROSE, evidence)
    titles = [section.title for section in story.sections]
    assert titles == [
        "The question",
        "The method",
        "What the paper found",
        "What we find",
        "Where they differ, and why",
    ]
    panels = [panel for section in story.sections for panel in section.panels]
    assert len(panels) == 10
    for panel in panels:
        assert panel.question.endswith("?")
        assert "\n" not in panel.question + panel.see
        assert panel.answer.endswith(".")


def test_prose_and_rules_name_the_same_figures_and_categories(evidence):
    rules = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "workflow/rules").glob("*.smk"))
    block = re.search(r"STORY_FIGURES = \{(.*?)\}\n", rules, re.DOTALL)[1]
    assert re.findall(r'^\s+"(\w+)":', block, re.MULTILINE) == FIGURES
    for category in re.findall(r"^> (.+)$", PROSE, re.MULTILINE):
        assert category in CATEGORIES.values()


def test_links_to_the_explorer_carry_states_that_it_reads(evidence):
    panels = [panel for section in told(PROSE, evidence).sections for panel in section.panels]
    states = [parse_qs(panel.state, strict_parsing=True) for panel in panels if panel.state]
    assert len(states) > 3
    for state in states:
        assert set(state) == {"set", "T_L", "T_R", "p_L", "p_R"}
        assert state["set"][0] in {"measured", "published"}


def test_the_landing_text_of_the_report_names_every_category_of_a_run():
    rules = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "workflow/rules").glob("*.smk"))
    named = set(re.findall(r'"(\d+ [A-Z][^"]+)"', rules)) - {"12 Validation"}  # which belongs to `make validation`
    landing = (ROOT / "workflow/report/study.rst").read_text(encoding="utf-8")
    assert {category for category in named if f"`{category}`_" not in landing} == set()


def test_what_is_said_follows_from_the_tables(evidence):
    said = values(evidence)
    assert said["cold_pp"] == "2.00 ± 0.10"  # twice (A.2), 5 %
    assert said["cold_ee"] == "1.000 ± 0.050"
    assert said["protocol_winding"] == "0.500 ± 0.025"
    assert said["some_shift"] == "0.185 below the 0.587 of the published coefficients"
    assert said["heated_p"] == "2"
    assert (said["claims"], said["claims_published"], said["claims_stand"], said["claims_fail"]) == ("2", "2", "1", "1")
    assert said["crossing"].endswith(
        "at 0.460 ± 0.040, 0.8 standard errors away; the equations with the published coefficients "
        "at 0.63, 4.3 standard errors away."
    )


def test_a_number_that_does_not_exist_is_not_claimed(evidence):
    assert values(evidence)["all_measured"] == "no value in the range scanned"
    assert "nan" not in " ".join(values(evidence).values())
    without = replace(evidence, crossings=crossings().iloc[:0])
    assert values(without)["crossing"] == "The torques of this run are too few to see a crossing of infinite chains."


def test_currents_agree_within_two_errors_and_those_that_vanish_by_symmetry_do_not_count(evidence):
    measured, published = evidence.currents("measured"), evidence.currents("published")
    assert (measured.agree, measured.total) == (5, 5)  # 10 % off with errors of 10 %; one of six is zero
    assert (published.agree, published.total) == (0, 5)
    assert evidence.worst_current("published").value == pytest.approx(-50.0)


def test_errors_combine_in_quadrature():
    assert Quantity(1.0, (3.0, 4.0)).error == 5.0
    assert distance(Quantity(1.0, (3.0,)), Quantity(6.0, (4.0,))) == 1.0
    assert np.isnan(distance(Quantity(1.0), Quantity(2.0)))


def test_symbols_are_typeset_and_signs_are_minus_signs():
    assert typeset("K^pp(T_L) < -0.5 at p_R") == (
        "K<sup>pp</sup>(T<sub>L</sub>) &lt; \N{MINUS SIGN}0.5 at p<sub>R</sub>"
    )
    assert typeset("Green-Kubo, 3-5") == "Green-Kubo, 3-5"


def test_a_place_without_a_value_is_refused(evidence):
    with pytest.raises(ValueError, match=r"no value for \['nonsense'\]"):
        told("{nonsense}", evidence)


def test_a_figure_without_a_question_is_refused(evidence):
    with pytest.raises(ValueError, match=r"figure 'profiles' needs a line '\? question'"):
        told("Lead.\n\n# Title\ntext\n## profiles\nanswer\n", evidence)


def test_a_quantity_that_is_not_in_the_table_once_is_refused(evidence):
    with pytest.raises(ValueError, match="0 quantities of Figure 99"):
        evidence.printed("p_right", "Figure 99")


@pytest.fixture
def made_from(tmp_path):
    def make(*contents):
        paths = []
        for k, content in enumerate(contents):
            paths.append(tmp_path / f"{k}.json")
            record = {"content_sha256": content, "source": "a" * 40, "wall_time_s": 1800.0}
            paths[-1].write_text(json.dumps(record), encoding="utf-8")
        return origin("seed: 1\n", 1, {"Rings": paths}, paths)

    return make


def test_the_page_is_complete_and_needs_nothing_from_outside(evidence, made_from, tmp_path):
    Image.new("RGB", (8, 6), "blue").save(tmp_path / "figure.png")
    figures = dict.fromkeys(FIGURES, tmp_path / "figure.png")
    page = story_page(told(PROSE, evidence), evidence.comparison, figures, made_from("x", "y"), "body {}")
    assert page.count('src="data:image/png;base64,') == 10
    assert [int(n) for n in re.findall(r'id="figure-(\d+)"', page)] == list(range(1, 11))
    targets = set(re.findall(r'(?:src|href)="(?!data:)([^"#]+)', page))
    assert targets == {"explorer.html", "report.html"}
    assert "http" not in page
    assert "<code>aaaaaaaaaaaa</code>" in page
    assert page.count("<tr>") == 1 + len(evidence.comparison) + 2  # a head, the numbers, two hashes
    assert '<span class="far">\N{MINUS SIGN}46.2 σ</span>' in page


def test_the_content_hash_knows_what_was_simulated_and_not_in_which_order(made_from):
    first, turned, other = (made_from(*names).simulations["Rings"] for names in (("x", "y"), ("y", "x"), ("x", "z")))
    assert first == turned
    assert first.content != other.content
    assert (first.number, first.hours) == (2, 1.0)
