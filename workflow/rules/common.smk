"""Checked configuration, and the source files that results depend on."""

import os
import sys
from pathlib import Path

from thermochain.study.bias_runs import ring_size_runs, time_step_runs
from thermochain.study.closed_run import ClosedRun, closed_runs
from thermochain.study.configuration import (
    ConfigurationError,
    boosted_runs,
    check_configuration,
    green_kubo_runs,
    sheared_runs,
    slip_runs,
    structure_factor_runs,
)
from thermochain.study.dependencies import source_files
from thermochain.study.ness_conditions import closure_condition, ness_runs
from thermochain.study.ness_run import RotorNessRun
from thermochain.study.network_run import AnharmonicRun, anharmonic_runs
from thermochain.study.paper_panels import PROFILES, kind_of
from thermochain.study.parameters import GreenKuboRun, canonical
from thermochain.study.shear_run import ShearedRun
from thermochain.study.validation_runs import BoostedRun, SlipRun, StructureFactorRun

try:
    check_configuration(
        config, Path(workflow.basedir) / "workflow/schemas/config.schema.yaml"
    )
except ConfigurationError as error:
    sys.exit(f"configuration error: {error}")


# Modules that check and report, but cannot change a number.
NEUTRAL = {"checks.py", "progress.py", "provenance.py"}


def code(*modules):
    """Source files that the numbers of these modules depend on, relative to the working directory."""
    paths = {
        path for module in modules for path in source_files(f"thermochain.{module}")
    }
    return sorted(
        os.path.relpath(path) for path in paths if Path(path).name not in NEUTRAL
    )


# Whether expensive rules share their results with other checkouts (--cache); to say so without it makes Snakemake warn.
SHARED = workflow.enable_cache


def spelled(wildcards):
    """The wildcards as a parameter: Snakemake's key to shared results holds parameters, but no wildcards."""
    return dict(wildcards)


def simulation_memory(wildcards):
    """MiB of one simulation."""
    return GreenKuboRun.from_wildcards(dict(wildcards)).job_memory // 2**20


def ness_memory(wildcards):
    """MiB of one simulation of driven chains."""
    return RotorNessRun.from_wildcards(dict(wildcards)).job_memory // 2**20


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
