"""The independent checks under Snakemake, on the smoke preset."""

import pytest

from tests.workflow.conftest import SMOKE
from thermochain.overview.reference import shipped_files
from thermochain.runs.table import read_any_table

pytestmark = pytest.mark.workflow


@pytest.fixture(scope="module")
def validated(finished, tmp_path_factory):
    project = finished.with_results(tmp_path_factory.mktemp("validation") / "project")
    project.snakemake("validation")
    return project


def test_the_checks_make_their_tables_and_figures(validated):
    results = validated.folder / "results"

    def table(name):
        return read_any_table(results / f"{name}.csv")[1]

    diffusivities = table("structure_factors/tables/diffusivities")
    assert set(diffusivities["field"]) == {"momentum", "energy"}
    assert diffusivities["z"].notna().sum() == 2  # one temperature
    structure = table("onsager_structure/tables/structure")
    assert structure["coefficient"].tolist() == ["pp", "pe", "ee"]
    assert (structure["z"].abs() < 5).all()
    slips = table("phase_slips/tables/phase_slips")
    assert slips["temperature"].tolist() == [0.15]
    assert slips["green_kubo"].isna().all()  # 0.15 is not among the smoke preset's temperatures
    assert 0.5 < slips["transmission"][0] < 1.1  # 0.8 at full size; 256 rings tell it to 0.05
    assert len(table("contacts/tables/contacts")) == 3  # one friction, three temperatures
    currents = table("contacts/tables/currents")
    assert currents["group"].tolist() == ["fitted"] * 4 + ["held_out"]
    assert (currents["predicted_momentum"] * currents["momentum_current"] > 0).all()
    assert len(table("shear_response/tables/responses")) == 6  # three sizes, two jumps
    [limit] = table("shear_response/tables/limits").to_dict("records")
    assert limit["temperature"] == 1.2
    assert abs(limit["z"]) < 5
    assert len(table("heat_response/tables/responses")) == 3  # three sizes, one drive
    [limit] = table("heat_response/tables/limits").to_dict("records")
    assert limit["temperature"] == 1.2
    assert abs(limit["z"]) < 5
    combined = table("shear_response/tables/combined")
    assert combined["coefficient"].tolist() == ["pp", "ee"]  # one temperature
    assert (combined["degrees"] == 2).all()
    for name in ("structure_factors", "shear_response", "heat_response", "contacts"):
        for suffix in (".png", ".pdf"):
            assert (results / name / "figures" / name).with_suffix(suffix).stat().st_size > 5000


def test_the_checks_need_no_other_figure_and_the_figures_no_check(validated, finished):
    assert validated.pending("validation") == {}
    assert "simulate_structure_factors" not in finished.first_run.stdout
    with validated.edited(
        "src/thermochain/rotors/validation/structure_factors/structure_factor.py", "_PRIOR = 0.2", "_PRIOR = 0.3"
    ):
        pending = {"measure_diffusivities", "draw_structure_factors", "combine_routes", "validation"}
        assert set(validated.pending("validation")) == pending


def test_the_reference_holds_tables_of_the_checks_that_have_run(validated):
    validated.program("reference", "ship", "--configfile", SMOKE)
    files = shipped_files(validated.folder / "workflow/reference")
    targets = {name: file.target for name, file in files.items()}
    assert targets["green_kubo/tables/onsager.csv"] == "figures"
    for table in ("bias/tables/ring_sizes", "shear_response/tables/limits", "structure_factors/tables/diffusivities"):
        assert targets[f"{table}.csv"] == "validation"
    assert "tables agree with the reference" in validated.program("reference", "check").stdout
