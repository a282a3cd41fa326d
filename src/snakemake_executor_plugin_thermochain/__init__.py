"""Execution of jobs on this machine, each in a process forked from one that has imported the libraries.

A Python process that starts from nothing spends about a second on imports, longer than many jobs of this study take.
The profile `default` chooses this plugin with `executor: thermochain`; with `--executor local` Snakemake starts every
job from nothing.  All else is what the executor `local` does.  The libraries are imported before the first job; the
project itself is imported in each job, as it is by then.
"""

import os
import runpy
import sys
from concurrent.futures import Future
from multiprocessing import get_context
from multiprocessing.connection import wait
from pathlib import Path
from threading import Lock
from types import SimpleNamespace

from snakemake.exceptions import SpawnedJobError
from snakemake.executors import local
from snakemake.logging import logger

common_settings = local.common_settings

# Snakemake gives every job these, with the number of its threads, which is one in all rules.
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"), "1")


class Executor(local.Executor):
    """The executor `local`, but for jobs that run a Python script in the environment of Snakemake itself."""

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self._forks:
            return
        os.environ.update(_ONE_THREAD)
        vars(sys.modules["__main__"]).pop("__file__", None)  # else each job would import the command snakemake
        # the exit status of a process can be read once, and `start` looks for those of others that have ended
        self._lock = Lock()
        self._processes = get_context("forkserver")
        self._processes.set_forkserver_preload([f"{__name__}.libraries"])

    def run_single_job(self, job) -> Future:
        """Start a job; the future of its end."""
        script = Path(str(job.rule.basedir), job.rule.script or "")
        if not (self._forks and script.suffix == ".py" and script.is_file()) or job.is_shadow:
            return super().run_single_job(job)
        self.workflow.async_run(job.prepare())
        return self.pool.submit(self.cached_or_run, job, self._run_script, str(script), job)

    @property
    def _forks(self) -> bool:
        """Whether processes can be forked, and jobs run neither in environments of their own nor under a debugger.

        Libraries of other systems than Linux do not survive a fork.
        """
        apart = self.workflow.deployment_settings.deployment_method or self.workflow.execution_settings.debug
        return sys.platform == "linux" and not apart

    def _run_script(self, script: str, job) -> None:
        """Run the script of a job to its end; raise SpawnedJobError if it fails."""
        arguments = (script, job_of_script(job))
        with self._lock:
            process = self._processes.Process(target=run_script, args=arguments, name=f"Rule {job.rule.name}")
            process.start()
        wait([process.sentinel])
        with self._lock:
            process.join()
        if process.exitcode < 0:
            logger.error(f"rule {job.rule.name}: signal {-process.exitcode} has ended the job")
        if process.exitcode:
            raise SpawnedJobError


def job_of_script(job) -> SimpleNamespace:
    """The object `snakemake` of the script of a job, with what the scripts of this project read."""
    return SimpleNamespace(
        input=job.input._plainstrings(),
        output=job.output._plainstrings(),
        log=job.log._plainstrings(),
        params=job.params,
        wildcards=job.wildcards,
        rule=job.rule.name,
    )


def run_script(script: str, snakemake: SimpleNamespace) -> None:
    """Run a script as Snakemake does, with the object `snakemake` among its names."""
    runpy.run_path(script, {"snakemake": snakemake}, run_name="__main__")
