"""The rules and jobs of the study as Snakemake plans them; nothing runs."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from snakemake.api import SnakemakeApi, WorkflowApi
from snakemake.dag import DAG
from snakemake.logging import logger
from snakemake.settings.types import ConfigSettings, DAGSettings, OutputSettings, ResourceSettings

from thermochain.overview.subjects import HOMES

ROOT = Path(__file__).parents[1]
TARGETS = {"all": "figures", "validation": "validation"}  # rule -> make target


@contextmanager
def study_rules(configfile: str | None = None) -> Iterator[WorkflowApi]:
    """The study as Snakemake reads it, in the working directory; `configfile` is a preset, None the default one.

    `workflow_of` returns its rules, `study_jobs` its jobs.  Messages of Snakemake are suppressed unless it fails; then
    they are printed, and the program ends.
    """
    configfiles = [Path(configfile)] if configfile else []
    logger.disabled = True
    with SnakemakeApi(OutputSettings(dryrun=True)) as api:
        try:
            yield api.workflow(
                resource_settings=ResourceSettings(cores=1),
                config_settings=ConfigSettings(configfiles=configfiles),
                snakefile=ROOT / "Snakefile",
            )
        except Exception as error:
            logger.disabled = False
            api.print_exception(error)
            sys.exit(1)
        finally:
            logger.disabled = False


def workflow_of(study: WorkflowApi):
    """Snakemake's workflow, with the attributes `rules` and `globals`."""
    return study._workflow


def study_jobs(study: WorkflowApi, targets: Iterable[str]) -> DAG:
    """All jobs behind `targets`, whether they are to run (`needrun`) or not."""
    # files that another run is writing count as missing
    study.dag(DAGSettings(targets=set(targets), force_incomplete=True)).execute_workflow(executor="dryrun")
    return workflow_of(study).dag


def subject_of(rule) -> str:
    """Subject of a rule, from the folder of its results, or else from the name of the file with the rule."""
    folders = Path(str(rule.output[0])).parts if rule.output else ()
    return folders[1] if len(folders) > 1 and folders[1] in HOMES else Path(rule.snakefile).stem
