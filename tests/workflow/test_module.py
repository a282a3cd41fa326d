"""The workflow imported by another one, as a Snakemake module."""

import re
import shutil

import pytest
import yaml

from tests.root import ROOT
from tests.workflow.conftest import Project
from thermochain.runs.table import read_any_table

pytestmark = pytest.mark.workflow
EXAMPLE = "workflow/examples/another_potential"
TOY = {"temperatures": [2], "n_rotors": 32, "duration": 80, "maximum_lag": 16, "n_replicas": 128}


class Importer(Project):
    """The example in a copy of the project: jobs run in its folder, the package is that of the copy."""

    def __init__(self, project):
        super().__init__(project.folder / EXAMPLE)
        self.source = project.folder / "src"

    @property
    def environment(self):
        return super().environment | {"PYTHONPATH": str(self.source)}


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    importer = Importer(Project.of_the_source(tmp_path_factory.mktemp("module")))
    for leftover in ("results", ".snakemake"):  # of whoever has tried the example
        shutil.rmtree(importer.folder / leftover, ignore_errors=True)
    (importer.folder / "toy.yaml").write_text(yaml.safe_dump({"bond_potential": TOY}))
    importer.snakemake("bond_potential", preset="toy.yaml", cores=1)
    return importer


def test_the_example_has_ten_lines_and_its_potential_one_file():
    lines = [line for line in (ROOT / EXAMPLE / "Snakefile").read_text().splitlines() if line.strip()]
    assert len(lines) <= 10
    assert "module thermochain:" in lines
    assert "use rule * from thermochain" in lines


def test_the_imported_rules_run_the_study_of_another_potential(example):
    _, table = read_any_table(example.folder / "results/bond_potential/tables/bond_potential.csv")
    [row] = table.to_dict("records")
    assert row["temperature"] == 2.0
    for law in ("pull", "power"):
        # 5 standard errors from 8 batches; the step leaves (6 dt)^2/24 = 0.1 %
        assert abs(row[law] - row[f"{law}_exact"]) < 5.0 * row[f"{law}_std"] + 1e-3 * row[f"{law}_exact"]
    assert row["pull"] > 5.0  # 8.2 here, less than 1/2 for rotors
    assert "two_wells" in (example.folder / "results/bond_potential/tables/bond_potential.html").read_text()


TABLE = "results/bond_potential/tables/bond_potential.csv"
AGAIN = {"simulate_bond_potential": 1, "tabulate_bond_potential": 1}


def test_a_dry_run_after_an_edit_of_the_potential_says_what_would_run_and_why(example):
    assert example.pending(TABLE, preset="toy.yaml") == {}
    with example.edited("two_wells.py", "splat(4.0)", "splat(4.00)"):
        told = example.snakemake("--dry-run", TABLE, preset="toy.yaml").stdout
        jobs = example.pending(TABLE, preset="toy.yaml")
    assert jobs == AGAIN
    assert re.search(r"updated input files:\s+simulate_bond_potential", told), told
    assert example.pending(TABLE, preset="toy.yaml") == {}  # the edit is undone: its contents count, not its date


def test_a_new_date_of_the_potential_runs_nothing_again(example):
    (example.folder / "two_wells.py").touch()
    assert example.pending(TABLE, preset="toy.yaml") == {}


def test_another_potential_in_the_place_of_the_first_runs_its_simulation_again(example):
    with example.edited("two_wells.py", "splat(4.0)", "splat(4.00)"):
        shutil.copy2(example.folder / "two_wells.py", example.folder / "shallow_wells.py")
    (example.folder / "other.yaml").write_text(yaml.safe_dump({"bond_potential": TOY | {"file": "shallow_wells.py"}}))
    assert example.pending(TABLE, preset="other.yaml") == AGAIN


def test_the_module_offers_the_whole_study(example, make_project):
    """Every job of the study itself, with the defaults of its config.yaml below the few keys of the example."""
    study = make_project()
    (study.folder / "seed.yaml").write_text("seed: 7")
    assert example.pending(preset=None).keys() == study.pending(preset="seed.yaml").keys()


def test_a_bad_key_of_the_importer_stops_it_with_the_usual_line(example):
    (example.folder / "bad.yaml").write_text("bond_potential: {n_rotor: 64}")
    done = example.snakemake("bond_potential", "--dry-run", preset="bad.yaml", check=False)
    assert done.returncode != 0
    assert re.search(r"configuration error: bond_potential: unknown key 'n_rotor'; allowed are", done.stdout)


def test_the_snakefile_where_a_catalogue_looks_has_all_rules_of_the_study(make_project, rules):
    """It finds config.yaml where it is run, as the Snakefile of the top folder does."""
    told = make_project().snakemake("--snakefile", "workflow/Snakefile", "--list-rules", preset=None).stdout
    assert {*rules, "all", "validation"} <= set(told.split())
