"""Precision on request as users run it: blocks are added, kept, and added to."""

import pytest

from tests.workflow.conftest import Project
from thermochain.rotors.green_kubo.study.precision import BLOCK_PLAN, PLANNED_BLOCKS, PRECISION

pytestmark = pytest.mark.workflow

PRESET = """
green_kubo:
  temperatures: [0.3, 0.5, 1.0, 1.5]
  blocks: 2
  precision: {{relative_error: {{pp: {error}}}, max_core_hours: {ceiling}}}
  schedule:
    - {{from: 0.3, n_rotors: 16, duration: 160, maximum_lag: 40, n_replicas: 64}}
driven: {{profiles: {{temperatures: [0.3, 0.5, 1.0]}}}}
"""
# the table of what was reached, and one downstream
TARGETS = ["results/green_kubo/tables/precision.csv", "results/green_kubo/tables/onsager.csv"]
N_PILOT = 4 * 2


class PreciseProject(Project):
    def ask_for(self, error, ceiling):
        (self.folder / "precise.yaml").write_text(PRESET.format(error=error, ceiling=ceiling))

    def make(self):
        return self.snakemake(*TARGETS, preset="precise.yaml").stdout

    def to_do(self):
        return self.pending(*TARGETS, preset="precise.yaml")

    def blocks(self):
        """Path -> time written, of every block."""
        return {path: path.stat().st_mtime_ns for path in self.folder.glob("results/green_kubo/**/*.npz")}

    def table(self, name, table):
        return table.read(self.folder / "results/green_kubo/tables" / name)


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """After a first run that asked for 20 %."""
    project = PreciseProject.of_the_source(tmp_path_factory.mktemp("precise"))
    project.ask_for(0.2, 10.0)
    project.first_run = project.make()
    return project


def test_a_run_adds_the_blocks_that_the_pilot_plans_and_says_what_it_reached(project):
    plan, numbers = project.table("block_plan.csv", BLOCK_PLAN), project.table("planned_blocks.csv", PLANNED_BLOCKS)
    assert (plan["blocks"] == 2).all()
    assert (plan["new_blocks"] == plan["missing_blocks"]).all()  # the ceiling is far away
    assert ((plan["new_blocks"] == 0) == plan["met"]).all()
    assert plan["new_blocks"].sum() > 0
    assert len(numbers) == N_PILOT + plan["new_blocks"].sum() == len(project.blocks())
    reached = project.table("precision.csv", PRECISION)
    assert set(reached["coefficient"]) == {"pp"}
    improved = plan["new_blocks"].to_numpy() > 0
    # an error of few batches is known to a third or so; planned blocks halve it at least once in four temperatures
    assert (reached["reached"] < plan["reached"])[improved].any()
    assert f"{reached['met'].sum()} of 4 statistical errors meet their target" in project.first_run
    for row in reached[~reached["met"]].itertuples():
        assert f"K^pp at T = {row.temperature:g} has {row.reached:.2%} where 20.00% was asked for" in project.first_run
    assert "they do not fall with further blocks" in project.first_run


def test_a_second_run_does_nothing_or_continues(project):
    following = project.table("precision.csv", PRECISION)["next_blocks"].sum()
    assert (project.to_do() == {}) == (following == 0)


def test_asking_for_more_keeps_the_blocks_and_asking_beyond_the_ceiling_says_what_it_would_cost(project):
    before = project.blocks()
    project.ask_for(0.17, 10.0)
    project.make()
    after = project.blocks()
    assert len(after) > len(before)
    assert {path: after[path] for path in before} == before  # none is recomputed
    plan = project.table("block_plan.csv", BLOCK_PLAN)
    assert plan["blocks"].sum() == len(before)  # planned from all that there were
    project.ask_for(0.001, "0.000001")
    output = project.make()
    assert project.blocks() == after
    assert "another run adds 0 blocks; the ceiling max_core_hours = 1e-06 binds, about" in output
    assert "where 0.10% was asked for" in output
    assert project.to_do() == {}


def test_without_precision_there_is_no_plan(project):
    (project.folder / "plain.yaml").write_text(PRESET.format(error=0.2, ceiling=1).replace("  precision", "  # "))
    jobs = project.pending("results/green_kubo/tables/onsager.csv", preset="plain.yaml")
    assert "plan_blocks" not in jobs
    assert "simulate_green_kubo" not in jobs
