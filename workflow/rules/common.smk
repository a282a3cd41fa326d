"""Checked configuration, and the source files that results depend on."""

import os
import sys
from pathlib import Path

import yaml
from snakemake.utils import update_config

from thermochain.study.jobs.batch_job import is_small, job_mebibytes, job_minutes
from thermochain.study.validation.bias_runs import ring_size_runs, time_step_runs
from thermochain.study.relaxation.run import ClosedRun, closed_runs
from thermochain.study.configuration.error import ConfigurationError
from thermochain.study.validation.runs import (
    boosted_runs,
    slip_runs,
    structure_factor_runs,
)
from thermochain.study.configuration.sections import check_configuration
from thermochain.study.equilibrium.runs import green_kubo_runs
from thermochain.study.validation.shear_run import sheared_runs
from thermochain.study.disk.dependencies import source_files
from thermochain.study.driven.conditions import closure_condition, ness_runs
from thermochain.study.driven.run import RotorNessRun
from thermochain.study.networks.run import AnharmonicRun, anharmonic_runs
from thermochain.study.theory.paper_panels import PROFILES, kind_of
from thermochain.study.equilibrium.parameters import GreenKuboRun, canonical
from thermochain.study.validation.shear_run import ShearedRun
from thermochain.study.validation.runs import BoostedRun, SlipRun, StructureFactorRun

# of this workflow, also where another one imports it as a module
PROJECT = Path(str(workflow.current_basedir.get_path_or_uri(secret_free=True))).parents[
    1
]


def over_defaults(given):
    """`given` over config.yaml, which the configuration of a module replaces instead of extending it."""
    merged = yaml.safe_load((PROJECT / "config.yaml").read_text(encoding="utf-8"))
    update_config(merged, given)
    return merged


config = over_defaults(config)

try:
    check_configuration(config, PROJECT / "workflow/schemas/config.schema.yaml")
except ConfigurationError as error:
    sys.exit(f"configuration error: {error}")


# Modules that check and report, but cannot change a number.
NEUTRAL = {"checks.py", "guard.py", "progress.py", "provenance.py"}


def code(*modules):
    """Source files that the numbers of these modules depend on, relative to the working directory."""
    paths = {
        path for module in modules for path in source_files(f"thermochain.{module}")
    }
    return sorted(
        os.path.relpath(path) for path in paths if Path(path).name not in NEUTRAL
    )


def green_kubo_work(wildcards):
    """One simulation of rings in equilibrium, and the samples that it correlates."""
    run = GreenKuboRun.from_wildcards(dict(wildcards))
    return run, run.n_samples * run.n_replicas


def named_file(name):
    """Path of an input that is not made here; in the working directory, else in this project."""
    return name if Path(name).exists() else os.path.relpath(PROJECT / name)


# Whether expensive rules share their results with other checkouts (--cache); to say so without it makes Snakemake warn.
SHARED = workflow.enable_cache


def spelled(wildcards):
    """The wildcards as a parameter: Snakemake's key to shared results holds parameters, but no wildcards."""
    return dict(wildcards)


def simulation_memory(wildcards):
    """MiB of one simulation, for batch systems: a local run looks at no resources."""
    return job_mebibytes(GreenKuboRun.from_wildcards(dict(wildcards)))


def simulation_minutes(wildcards, attempt):
    """Minutes of one simulation on a slow core."""
    return job_minutes(*green_kubo_work(wildcards), attempt=attempt)


def simulation_group(wildcards):
    """Small simulations share jobs of batch systems, as many at a time as the profile says; large ones stay alone."""
    return "rings" if is_small(*green_kubo_work(wildcards)) else None


def ness_memory(wildcards):
    """MiB of one simulation of driven chains."""
    return job_mebibytes(RotorNessRun.from_wildcards(dict(wildcards)))


def ness_minutes(wildcards, attempt):
    """Minutes of the same on a slow core."""
    return job_minutes(RotorNessRun.from_wildcards(dict(wildcards)), attempt=attempt)


def ness_group(wildcards):
    """The same as for rings."""
    run = RotorNessRun.from_wildcards(dict(wildcards))
    return "chains" if is_small(run) else None


def closed_minutes(wildcards, attempt):
    """Minutes of closed chains that come to rest, on a slow core."""
    return job_minutes(ClosedRun.from_wildcards(dict(wildcards)), attempt=attempt)


CATEGORIES = {
    "ios": "2 The paper's figures, published coefficients",
    "ours": "3 The paper's figures, our coefficients",
}


def measured_inputs(wildcards):
    """The coefficients that the figures of one study are made of: none for the published ones."""
    if wildcards.study == "ios":
        return {}
    return {"measured": "results/coefficients/measured.json"}


def onsager_inputs(wildcards):
    """The same for Figure 2, which shows the fits and the estimates too."""
    if wildcards.study == "ios":
        return {}
    return measured_inputs(wildcards) | {
        "fitted": "results/coefficients/fitted.json",
        "onsager": "results/tables/onsager.csv",
    }


def story_records(wildcards):
    """Records of the simulations behind the story: rings, as planned where a precision is asked for, and chains."""
    rings = (
        planned_blocks(wildcards)
        if PRECISION
        else [path for paths in BLOCKS.values() for path in paths]
    )
    chains = [path for blocks in NESS_BLOCKS for path in blocks]
    records = {"rings": rings, "chains": chains}
    return {
        kind: [path.removesuffix(".npz") + ".json" for path in paths]
        for kind, paths in records.items()
    }


def points_of(number):
    """Points of each profile, or along each axis of a map, of one figure."""
    resolution = config["macroscopic"]
    profiles = kind_of(number) == PROFILES
    return resolution["profile_points"] if profiles else resolution["map_points"]


def category(wildcards):
    return CATEGORIES[wildcards.study]


wildcard_constraints:
    temperature=r"[0-9.]+",
    T_left=r"[0-9.]+",
    T_right=r"[0-9.]+",
    torque_left=r"-?[0-9.]+",
    torque_right=r"-?[0-9.]+",
    friction=r"[0-9.]+",
    n_rotors=r"[0-9]+",
    time_step=r"[0-9.]+",
    sampling_interval=r"[0-9.]+",
    duration=r"[0-9.]+",
    maximum_lag=r"[0-9.]+",
    n_replicas=r"[0-9]+",
    seed=r"[0-9]+",
    block=r"[0-9]+",
    study="ios|ours",


# Results of `make validation`; each study adds its own.
VALIDATION_TARGETS = []
