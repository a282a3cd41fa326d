"""The workflow imported by another one, as a Snakemake module."""

import re
import shutil

import pytest
import yaml

from tests.root import ROOT
from tests.workflow.conftest import Project, planned_jobs
from thermochain.rotors.green_kubo.study.correlation_files import load_run

pytestmark = pytest.mark.workflow
EXAMPLE = "workflow/examples/another_potential"
ONSAGER = "results/green_kubo/tables/onsager.csv"
# rings of a second each, and one chain less than the example has
TOY = {
    "green_kubo": {
        "temperatures": [0.75, 1.25, 2.5, 4],
        "schedule": [{"from": 0.75, "n_rotors": 16, "duration": 24, "maximum_lag": 6, "n_replicas": 64}],
    }
}


class Importer(Project):
    """The example in a copy of the project: jobs run in its folder, the package is that of the copy."""

    def __init__(self, project):
        super().__init__(project.folder / EXAMPLE)
        self.source = project.folder / "src"

    @property
    def environment(self):
        return super().environment | {"PYTHONPATH": str(self.source)}

    def rings(self):
        """Files of rings that have been simulated."""
        return sorted(path.relative_to(self.folder) for path in self.folder.glob("results/green_kubo/runs/**/*.npz"))


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    importer = Importer(Project.of_the_source(tmp_path_factory.mktemp("module")))
    for leftover in ("results", ".snakemake"):  # of whoever has tried the example
        shutil.rmtree(importer.folder / leftover, ignore_errors=True)
    (importer.folder / "toy.yaml").write_text(yaml.safe_dump(TOY))
    importer.snakemake(ONSAGER, "--until", "simulate_green_kubo", preset="toy.yaml", cores=1)
    return importer


def test_the_example_has_ten_lines_and_its_potential_one_file():
    lines = [line for line in (ROOT / EXAMPLE / "Snakefile").read_text().splitlines() if line.strip()]
    assert len(lines) <= 10
    assert "module thermochain:" in lines
    assert "use rule * from thermochain" in lines


def test_the_imported_rules_simulate_another_potential_whose_name_is_in_every_path(example):
    assert len(example.rings()) == 4
    for path in example.rings():
        assert re.match(r"results/green_kubo/runs/two_wells-[0-9a-f]{8}/T", path.as_posix())
        run, correlations = load_run(example.folder / path)
        assert run.potential.startswith("two_wells-")
        # <V'^2> = 7.0 of its bonds at T = 1.25 and more above; at most 1/2 for rotors
        assert run.temperature < 1 or correlations.pp[:, 0].mean() > 4.0


def test_an_edit_of_the_potential_makes_every_simulation_anew_and_undoing_it_none(example):
    waiting = {"estimate_onsager": 1}
    assert example.pending(ONSAGER, preset="toy.yaml") == waiting
    with example.edited("two_wells.py", "4.0 *", "4.00 *"):
        assert example.pending(ONSAGER, preset="toy.yaml") == waiting | {"simulate_green_kubo": 4}
    (example.folder / "two_wells.py").touch()  # its contents count, not its date
    assert example.pending(ONSAGER, preset="toy.yaml") == waiting


def test_the_module_offers_the_whole_study(example, make_project):
    """Every job of the study of this potential, with the defaults of its config.yaml below the keys of the example."""
    study = make_project()
    preset = yaml.safe_load((study.folder / "workflow/presets/two_wells.yaml").read_text())
    (study.folder / "same.yaml").write_text(yaml.safe_dump(preset | {"seed": 7}))
    offered = example.pending(preset=None)
    assert offered == study.pending(preset="same.yaml")
    assert {"draw_green_kubo", "tabulate_regimes", "compare_driven", "draw_macroscopic", "assemble_explorer"} <= set(
        offered
    )
    assert not {"compare_with_paper", "decide_regimes", "tell_story", "simulate_published_protocol"} & set(offered)


def test_what_is_left_out_with_another_potential_is_said(example):
    told = example.snakemake("--dry-run", preset="toy.yaml").stdout
    assert re.search(
        r"^potential two_wells-[0-9a-f]{8}: comparisons with the paper, .* are left out$", told, re.MULTILINE
    )


def test_an_uneven_potential_gets_its_rings_alone_and_a_line_that_says_so(example):
    text = (example.folder / "two_wells.py").read_text()
    text = text.replace("1.0 - np.cos(r)", "1.0 - np.cos(r + 0.3)").replace("np.sin(r)", "np.sin(r + 0.3)")
    (example.folder / "uneven.py").write_text(text)
    (example.folder / "uneven.yaml").write_text(yaml.safe_dump(TOY | {"potential": "uneven.py"}))
    told = example.snakemake("--dry-run", preset="uneven.yaml").stdout
    assert re.search(r"^potential uneven-[0-9a-f]{8} is not even: only its rings are simulated", told, re.MULTILINE)
    assert set(planned_jobs(told)) == {"simulate_green_kubo", "estimate_onsager", "draw_green_kubo"}


def test_a_bad_key_of_the_importer_stops_it_with_the_usual_line(example):
    (example.folder / "bad.yaml").write_text("green_kubo: {block: 2}")
    done = example.snakemake("--dry-run", preset="bad.yaml", check=False)
    assert done.returncode != 0
    assert re.search(r"configuration error: green_kubo: unknown key 'block'; allowed are", done.stdout)


def test_the_snakefile_where_a_catalogue_looks_has_all_rules_of_the_study(make_project, rules):
    """It finds config.yaml where it is run, as the Snakefile of the top folder does."""
    told = make_project().snakemake("--snakefile", "workflow/Snakefile", "--list-rules", preset=None).stdout
    assert {*rules, "all", "validation"} <= set(told.split())
