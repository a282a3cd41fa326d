"""The independent checks under Snakemake, on the smoke preset."""

import pytest

from thermochain.study.disk.tables import read_table
from thermochain.study.validation.diffusivity_table import DIFFUSIVITIES
from thermochain.study.validation.onsager_structure import STRUCTURE
from thermochain.study.validation.phase_slips import SLIPS
from thermochain.study.validation.shear_response import LIMITS, RESPONSES

pytestmark = pytest.mark.workflow


@pytest.fixture(scope="module")
def validated(finished, tmp_path_factory):
    project = finished.with_results(tmp_path_factory.mktemp("validation") / "project")
    project.snakemake("validation")
    return project


def test_the_checks_make_their_tables_and_figures(validated):
    results = validated.folder / "results"
    diffusivities = read_table(results / "tables/structure_factors.csv", DIFFUSIVITIES)
    assert set(diffusivities["field"]) == {"momentum", "energy"}
    assert diffusivities["z"].notna().sum() == 2  # one temperature
    structure = read_table(results / "tables/onsager_structure.csv", STRUCTURE)
    assert structure["coefficient"].tolist() == ["pp", "pe", "ee"]
    assert (structure["z"].abs() < 5).all()
    slips = read_table(results / "tables/phase_slips.csv", SLIPS)
    assert slips["temperature"].tolist() == [0.15]
    assert slips["green_kubo"].isna().all()  # 0.15 is not among the smoke preset's temperatures
    assert 0.5 < slips["transmission"][0] < 1.1  # 0.8 at full size; 256 rings tell it to 0.05
    assert len(read_table(results / "tables/shear_responses.csv", RESPONSES)) == 6  # three sizes, two jumps
    [limit] = read_table(results / "tables/shear_response.csv", LIMITS).to_dict("records")
    assert limit["temperature"] == 1.2
    assert abs(limit["z"]) < 5
    for name in ("structure_factors", "shear_response"):
        for suffix in (".png", ".pdf"):
            assert (results / "figures/ours" / name).with_suffix(suffix).stat().st_size > 5000


def test_the_checks_need_no_other_figure_and_the_figures_no_check(validated, finished):
    assert validated.pending("validation") == {}
    assert "simulate_modes" not in finished.first_run.stdout
    with validated.edited("src/thermochain/estimators/structure_factor.py", "_PRIOR = 0.2", "_PRIOR = 0.3"):
        assert set(validated.pending("validation")) == {"measure_diffusivities", "draw_structure_factors", "validation"}
