"""Checked configuration, and the source files that results depend on."""

import os
from pathlib import Path

from snakemake.exceptions import WorkflowError

from thermochain.study.configuration import ConfigurationError, check_configuration, green_kubo_runs
from thermochain.study.dependencies import source_files
from thermochain.study.parameters import GreenKuboRun, canonical

try:
    check_configuration(config, Path(workflow.basedir) / "workflow/schemas/config.schema.yaml")
except ConfigurationError as error:
    raise WorkflowError(f"configuration error: {error}") from None


def code(*modules):
    """Source files of these modules of the package and of all they import, relative to the working directory."""
    return sorted({os.path.relpath(path) for module in modules for path in source_files(f"thermochain.{module}")})


wildcard_constraints:
    temperature=r"[0-9.]+",
    n_rotors=r"[0-9]+",
    time_step=r"[0-9.]+",
    sampling_interval=r"[0-9.]+",
    duration=r"[0-9.]+",
    maximum_lag=r"[0-9.]+",
    n_replicas=r"[0-9]+",
    seed=r"[0-9]+",
    block=r"[0-9]+",
    study="ios|ours",
