"""Coefficients by the published protocol to the letter, 10^6 rings with the step 0.01, for docs/published_protocol.md.

Run with ``python -m benchmarks.verbatim`` during or after ``make figures PRESET=verbatim``; simulates nothing.  Writes
benchmarks/tables/verbatim.csv from the blocks that are there, beside the exact samples of the default preset.
"""

from collections import Counter

import pandas as pd
import yaml
from snakemake.utils import update_config

from benchmarks.efficiency_runs import ROOT
from benchmarks.kept import keep, kept_table
from thermochain.rotors.published_protocol.study.configuration import langevin_time_runs
from thermochain.rotors.published_protocol.study.record import load_record
from thermochain.rotors.published_protocol.study.run import GIBBS, ProtocolRun
from thermochain.rotors.published_protocol.study.table import THERMALISATION, thermalisation_frame

RUNS = ROOT / "results/published_protocol/runs"
STEP = 0.01
FEWEST_BLOCKS = 25  # 100,000 rings

VERBATIM = kept_table("verbatim/1", THERMALISATION.columns)


def verbatim_runs() -> list[ProtocolRun]:
    """Simulations of the preset with the published step, and the exact samples at their temperatures."""
    config = yaml.safe_load((ROOT / "config.yaml").read_text(encoding="utf-8"))
    update_config(config, yaml.safe_load((ROOT / "workflow/presets/verbatim.yaml").read_text(encoding="utf-8")))
    runs = langevin_time_runs(config)
    temperatures = {run.temperature for run in runs if run.time_step == STEP}
    return [run for run in runs if run.time_step == STEP or (run.start == GIBBS and run.temperature in temperatures)]


def measured() -> pd.DataFrame:
    """Rows of VERBATIM, from the blocks on disk of the temperatures that have enough of them."""
    there = [run for run in verbatim_runs() if (RUNS / f"{run.path}.npz").exists()]
    blocks = Counter(run.temperature for run in there if run.time_step == STEP)
    enough = {temperature for temperature, n in blocks.items() if n >= FEWEST_BLOCKS}
    if not enough:
        raise SystemExit(f"fewer than {FEWEST_BLOCKS} blocks in {RUNS}; run make figures PRESET=verbatim")
    return thermalisation_frame(load_record(RUNS / f"{run.path}.npz") for run in there if run.temperature in enough)


if __name__ == "__main__":
    keep(VERBATIM, measured())
