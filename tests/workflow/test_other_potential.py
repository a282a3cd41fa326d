"""A chain with two wells from its file to the phase diagram, at toy size and in one process."""

import json
import re
import sys

import pytest

from tests.root import ROOT
from tests.workflow.conftest import Project
from thermochain.runs.table import read_any_table

pytestmark = pytest.mark.workflow
ENDS = ("explorer.html", "regimes/figures/maps.png", "driven/figures/verdict.png")


@pytest.fixture(scope="module")
def wells(tmp_path_factory):
    """The results of the preset up to the explorer, the maps of the regimes and the figures of driven chains."""
    project = Project.of_the_source(tmp_path_factory.mktemp("wells"))
    runner = ROOT / "tests/workflow/in_one_process.py"
    project.run(
        [sys.executable, str(runner), "workflow/presets/two_wells.yaml", *(f"results/{end}" for end in ENDS)],
        env=project.environment | {"OPENBLAS_NUM_THREADS": "1"},
    )
    return project.folder / "results"


def table(results, name):
    return read_any_table(results / name)[1]


def test_every_simulation_bears_the_name_of_the_potential(wells):
    files = [path.relative_to(wells).as_posix() for path in wells.glob("*/runs/**/*.npz")]
    assert len(files) > 15
    assert all(re.match(r"(green_kubo|driven)/runs/two_wells-[0-9a-f]{8}/", file) for file in files)
    [stored] = {json.loads(path.read_text())["parameters"]["potential"] for path in wells.glob("*/runs/**/*.json")}
    assert stored.startswith("two_wells-")


def test_both_coefficients_decrease_and_have_errors_and_their_mixed_one_vanishes(wells):
    onsager = table(wells, "green_kubo/tables/onsager.csv")
    assert len(onsager) == 5
    for key in ("pp", "ee"):
        assert onsager[key].is_monotonic_decreasing
        assert (onsager[f"{key}_error"] < 0.3 * onsager[key]).all()
    assert (onsager["pe"].abs() < 4.5 * onsager["pe_std"]).all()


def test_the_regimes_have_borders_with_bands_and_no_published_lines(wells):
    borders = table(wells, "regimes/figures/boundaries.csv")
    assert set(borders["coefficients"]) == {"measured"}
    assert set(borders["boundary"]) == {"current", "response_left", "response_right"}
    shifts = borders["across_shift"].abs() + borders["up_shift"].abs()
    assert (shifts > 0).mean() > 0.9  # where the ends are equal J^e = 0 with any coefficients
    fields = table(wells, "regimes/figures/fields.csv")
    assert (fields["T_left"].min(), fields["T_left"].max()) == (0.759, 2.53)  # those of rotors times 2.53


def test_driven_chains_get_their_verdict_without_the_published_coefficients(wells):
    limits = table(wells, "driven/tables/limits.csv")
    assert limits["energy_current_published"].isna().all()
    assert limits["energy_current_sigma"].notna().all()
    assert set(table(wells, "driven/figures/verdict.csv")["source"]) == {"measured"}
    page = (wells / "explorer.html").read_text()
    assert '"potential": "two_wells-' in page
    assert '"energy": 2.53' in page
