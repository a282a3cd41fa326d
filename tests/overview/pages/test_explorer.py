"""The explorer solves in the browser what the package solves: the page itself, run by headless Chromium."""

import html
import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass, replace

import numpy as np
import pytest

import thermochain as tc
from tests.root import ROOT
from thermochain.overview.pages.explorer_page import explorer_page
from thermochain.rotors.macroscopic.contacts import Contacts
from thermochain.rotors.macroscopic.finite_chain import solve_finite_chain
from thermochain.rotors.macroscopic.stationary import Boundary
from thermochain.rotors.onsager import LogPolynomialLaw
from thermochain.rotors.propagation import standard_error

RESOURCES = ROOT / "workflow/resources"
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
POSITIONS = np.array([-1.0, -0.7, -0.1, 0.0, 0.33, 0.9, 1.0])
LIMIT = 1e-6  # the promise; both sides are quadratures that converge exponentially, so 1e-9 is usual
CORNERS = [  # extremes of both admissible ranges, strong forcing, no forcing, a kink of the measured laws inside
    (0.3, 0.3, 0.0, 0.0),
    (0.3, 1.0, 0.0, 0.0),
    (0.14, 0.14, -1.0, 1.0),
    (0.14, 2.0, 3.0, -3.0),
    (2.0, 0.14, 0.0, 0.01),
    (0.15, 0.15, 0.0, 2.5),
    (1.0, 1.0, -3.0, 3.0),
    (0.5, 0.3, 1.0, 1.0),
]


def text_of(*names):
    return "\n".join((RESOURCES / name).read_text(encoding="utf-8") for name in names)


def measured_law(parameters):
    covariance = 1e-4 * np.eye(len(parameters))
    return LogPolynomialLaw(np.array(parameters), covariance, low=0.2, high=3.0)


@pytest.fixture(scope="module")
def sets():
    """The published coefficients, and a set of the form and about the size of the measured ones."""
    measured = tc.TransportCoefficients(
        name="measured",
        pp=measured_law([-0.18, -3.96, 0.86, -0.48, 0.08]),
        ee=measured_law([-0.05, -1.91, 0.19, -0.05, 0.02]),
        measured_range=(0.2, 3.0),
        admissible_range=(0.2 / 1.5, 4.5),
    )
    return {"published": tc.published_coefficients(), "measured": measured}


CONTACTS = Contacts(
    np.array([0.3, 1.0, 3.0]),
    np.array([0.3, 0.5, 1.0, 2.2]),
    np.array([[3.7, 4.8, 17.0, 35.0], [1.2, 2.1, 8.0, 30.0], [0.7, 0.9, 9.0, 25.0]]),
    np.ones((3, 4)),
    np.array([[4.1, 5.6, 15.0, 50.0], [2.4, 3.9, 11.0, 45.0], [3.7, 5.7, 13.0, 48.0]]),
    np.ones((3, 4)),
    np.array([7.0, 4.3]),
    np.ones(2),
)
CHAINS = [  # n, gamma, and the baths: forced, heated, at rest in the mean, uphill, hot
    (129, 1.0, 0.31, 0.31, 0.0, 2.0),
    (33, 0.3, 1.0, 0.31, 0.0, 0.0),
    (65, 3.0, 0.5, 0.4, -1.0, 1.0),
    (257, 0.3, 0.8, 1.0, -1.0, 0.0),
    (1025, 1.0, 0.31, 0.5, 0.0, 1.0),
    (65, 1.0, 1.5, 1.5, 1.0, -1.5),
]


@pytest.fixture(scope="module")
def page(sets):
    scripts = text_of("explorer/physics.js", "explorer/contacts.js", "explorer/chart.js", "explorer/view.js")
    template, style = text_of("explorer/page.html"), text_of("page.css", "explorer/style.css")
    return explorer_page(template, style, scripts, list(sets.values()), contacts=CONTACTS)


def dump(folder, page, address=""):
    """The document after its scripts have run, as text."""
    if BROWSER is None:
        pytest.skip("needs chromium: apt-get install chromium")
    path = folder / "explorer.html"
    path.write_text(page, encoding="utf-8")
    done = subprocess.run(
        [
            BROWSER,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            f"--user-data-dir={folder / 'profile'}",
            "--virtual-time-budget=20000",
            "--dump-dom",
            f"{path.as_uri()}#{address}",
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
        env=os.environ | {"HOME": str(folder)},
    )
    return done.stdout


def states(sets):
    rng = np.random.default_rng(20)
    for name, c in sets.items():
        yield from ((name, *corner) for corner in CORNERS)
        low, high = c.admissible_range
        for _ in range(30):
            T = np.exp(rng.uniform(np.log(1.001 * max(low, 0.05)), np.log(min(high, 2.0)), 2))
            yield (name, *map(float, T), *map(float, rng.uniform(-3.0, 3.0, 2)))


PROBE = """
<script>
(() => {
  const solvers = Object.fromEntries(JSON.parse(document.getElementById("data").textContent).sets
    .map(({ record }) => [record.name, thermochain.coefficients(record)]));
  const solved = STATES.map(([name, T_L, T_R, p_L, p_R]) => {
    const state = thermochain.solve(solvers[name], { T_L, T_R, p_L, p_R });
    return { ...state, label: thermochain.regimeLabel(state), profile: POSITIONS.map(state.profile) };
  });
  const contacts = JSON.parse(document.getElementById("data").textContent).contacts;
  const chains = CHAINS.map(([n, gamma, T_L, T_R, p_L, p_R]) => {
    const state = finiteChain.solve(solvers.measured, contacts, { n, gamma }, { T_L, T_R, p_L, p_R });
    return { ...state, profile: POSITIONS.map(state.profile) };
  });
  document.body.innerHTML = "<pre id=probe>" + JSON.stringify({ solved, chains }) + "</pre>";
})();
</script>
"""


@pytest.fixture(scope="module")
def answers(sets, page, tmp_path_factory):
    """What the page makes of `states` and of CHAINS."""
    probe = PROBE.replace("STATES", json.dumps(list(states(sets)))).replace("POSITIONS", json.dumps(POSITIONS.tolist()))
    probe = probe.replace("CHAINS", json.dumps(CHAINS))
    document = dump(tmp_path_factory.mktemp("explorer"), page.replace("</body>", probe + "</body>"))
    [answer] = re.findall(r'<pre id="probe">(.*?)</pre>', document, re.DOTALL)
    return json.loads(html.unescape(answer))


@pytest.fixture(scope="module")
def solved(sets, answers):
    """[(state, what the page makes of it)]."""
    return list(zip(states(sets), answers["solved"], strict=True))


def chain_state(sets, n_rotors, friction, *baths):
    return solve_finite_chain(sets["measured"], CONTACTS, Boundary(*baths), n_rotors, friction, 2)


def test_chains_of_finite_length_agree_with_the_python_solver(sets, answers):
    for (n, friction, *baths), found in zip(CHAINS, answers["chains"], strict=True):
        wanted = chain_state(sets, n, friction, *baths)
        assert found["J_p"] == pytest.approx(wanted.momentum_current, rel=LIMIT, abs=LIMIT)
        assert found["J_e"] == pytest.approx(wanted.energy_current, rel=LIMIT, abs=LIMIT)
        ends = [found["profile"][k] for k in (0, 3, -1)]  # x = -1, 0 and 1
        np.testing.assert_allclose([at["T"] for at in ends], wanted.temperature, rtol=LIMIT)
        np.testing.assert_allclose([at["p"] for at in ends], wanted.momentum, atol=LIMIT)


def test_a_finite_chain_is_far_from_the_infinite_one(sets, answers):
    _, _, *baths = CHAINS[0]
    endless = python_state(sets, ("measured", *baths))
    assert abs(answers["chains"][0]["J_p"]) < 0.8 * abs(endless.momentum_current)


def test_responses_of_finite_chains_are_derivatives_of_their_currents(sets, answers):
    step = 1e-4  # the difference is off in its square
    for (n, friction, *baths), found in zip(CHAINS, answers["chains"], strict=True):
        for k, side in enumerate(("left", "right")):
            shift = step * np.eye(4)[k]
            low, high = (chain_state(sets, n, friction, *(baths + sign * shift)).energy_current for sign in (-1, 1))
            assert found["slope"][side] == pytest.approx((high - low) / (2.0 * step), rel=1e-3, abs=1e-4)


def python_state(sets, state):
    name, T_left, T_right, p_left, p_right = state
    return tc.solve_stationary(sets[name], T_left=T_left, T_right=T_right, p_left=p_left, p_right=p_right, n_cells=2)


def test_currents_and_entropy_production_agree_with_the_python_solver(sets, solved):
    assert len(solved) >= 50
    for state, found in solved:
        wanted = python_state(sets, state)
        assert found["J_p"] == pytest.approx(wanted.momentum_current, rel=LIMIT)
        assert found["J_e"] == pytest.approx(wanted.energy_current, rel=LIMIT)
        assert found["entropyProduction"] == pytest.approx(wanted.entropy_production, rel=LIMIT)


def test_profiles_agree_with_the_python_solver(sets, solved):
    for (name, *boundary), found in solved:
        wanted = tc.stationary_profiles(sets[name], *boundary, POSITIONS)
        np.testing.assert_allclose([at["T"] for at in found["profile"]], wanted.temperature, rtol=LIMIT)
        scale = max(abs(boundary[2]), abs(boundary[3]))  # p passes zero
        np.testing.assert_allclose([at["p"] for at in found["profile"]], wanted.momentum, rtol=0, atol=LIMIT * scale)


def test_responses_and_regimes_agree_with_the_criterion_of_the_package(sets, solved):
    seen = set()
    for (name, *boundary), found in solved:
        excess = {side: float(tc.response_excess(sets[name], *boundary, side=side)) for side in ("left", "right")}
        assert found["excess"] == pytest.approx(excess, rel=LIMIT)
        for side in excess:
            slope = float(tc.energy_current_slope(sets[name], *boundary, side=side))
            assert found["slope"][side] == pytest.approx(slope, rel=LIMIT)
        T_left, T_right, *_ = boundary
        uphill = float(tc.energy_current(sets[name], *boundary)) * (T_right - T_left) > 0
        assert ("uphill" in found["label"]) == uphill
        for side, value in excess.items():
            assert (f"conductivity at the {side} end" in found["label"]) == (value > 0)
        assert (found["label"] == "normal") == (not uphill and max(excess.values()) <= 0)
        seen.add(found["label"].replace("left", "one").replace("right", "one"))
    assert len(seen) >= 4, "the states must show every regime"


def test_another_set_of_coefficients_would_not_pass(sets, solved):
    """Negative control: the comparison sees a change of K^pp by one part in 10^5."""
    law = sets["measured"].pp
    other = replace(sets["measured"], pp=law.with_parameters(law.parameters + 1e-5 * np.eye(5)[0]))
    gentle = [(b, found) for (name, *b), found in solved if name == "measured" and 0 < abs(b[3] - b[2]) < 1]
    assert len(gentle) > 3
    for boundary, found in gentle:  # under strong forcing J^p hardly depends on K^pp: the chain heats until it does not
        assert found["J_p"] != pytest.approx(float(tc.momentum_current(other, *boundary)), rel=LIMIT)


@dataclass
class Shown:
    """What a reader of the page sees."""

    document: str

    def text(self, identifier):
        [inside] = re.findall(rf'id="{identifier}"[^>]*>(.*?)</p>', self.document, re.DOTALL)
        return html.unescape(inside)

    def number(self, quantity):
        [text] = re.findall(rf'data-quantity="{quantity}">(.*?)</td>', self.document)
        return [float(part) for part in text.replace("\N{MINUS SIGN}", "-").split("±")]


def test_the_address_sets_the_state_and_the_page_shows_it_with_errors(sets, page, tmp_path):
    shown = Shown(dump(tmp_path, page, "set=measured&T_L=0.3&T_R=0.6&p_L=0&p_R=1"))
    assert shown.text("regime") == "negative energy conductivity at the right end"
    c, boundary = sets["measured"], (0.3, 0.6, 0.0, 1.0)
    value, error = shown.number("J_e")
    wanted = float(standard_error(c, lambda one: tc.energy_current(one, *boundary)))
    assert error == pytest.approx(wanted, rel=0.05)  # two digits are shown
    assert value == pytest.approx(float(tc.energy_current(c, *boundary)), abs=0.05 * wanted)
    assert shown.document.count("<path") > 10  # four plots are drawn


def test_a_length_in_the_address_shows_that_chain(sets, page, tmp_path):
    shown = Shown(dump(tmp_path, page, "set=measured&T_L=0.3&T_R=0.3&p_L=0&p_R=2&n=129&gamma=3"))
    value, error = shown.number("J_p")
    wanted = chain_state(sets, 129, 3.0, 0.3, 0.3, 0.0, 2.0)
    assert value == pytest.approx(wanted.momentum_current, abs=max(0.1 * error, 1e-4))
    assert 'id="friction"' in shown.document
    assert re.search(r'id="friction"[^>]* hidden', shown.document) is None


def test_baths_beyond_the_table_of_contacts_are_refused_in_words(page, tmp_path):
    shown = Shown(dump(tmp_path, page, "set=measured&T_L=0.2&T_R=0.6&p_L=0&p_R=1&n=129&gamma=1"))
    assert shown.text("regime").startswith("T_L = 0.2 must lie in [0.3, 2.2]")


def test_a_state_without_solution_says_why(page, tmp_path):
    shown = Shown(dump(tmp_path, page, "set=measured&T_L=0.05&T_R=0.6&p_L=0&p_R=1"))
    assert shown.text("regime").startswith("T_L = 0.05 must lie in [0.1333, 4.5]")


def test_the_page_needs_nothing_from_outside(page):
    assert not re.search(r"(src|href)=\"(?!story\.html)", page)
    assert not re.search(r"@import|url\(|fetch\(|import\(|https?://(?!www\.w3\.org/2000/svg)", page)


def test_a_template_that_lacks_a_place_is_refused():
    with pytest.raises(ValueError, match="@DATA@ stands 0 times"):
        explorer_page("@STYLE@ @SCRIPT@", "", "", [tc.published_coefficients()])
