"""Execution of jobs on this machine, each in a process forked from one that has imported the libraries.

A Python process that starts from nothing spends about a second on imports, longer than many jobs of this study take.
The profile `default` chooses this plugin with `executor: thermochain`; with `--executor local` Snakemake starts every
job from nothing.  All else is what the executor `local` does.  The libraries are imported before the first job, unless
there are so few jobs that each had better import what it needs itself; the project is imported in each job, as it is by
then.
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

_FEW = 2  # jobs that take no longer to import what they need than the process before them takes to import all libraries


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
        n_scripts = sum(job.rule.script is not None for job in self.dag.needrun_jobs())
        self._processes.set_forkserver_preload([f"{__name__}.libraries"] if n_scripts > _FEW else [])

    def run_single_job(self, job) -> Future:
        """Start a job; the future of its end."""
        script = Path(str(job.rule.basedir), job.rule.script or "")
        if not (self._forks and script.suffix == ".py" and script.is_file()) or job.is_shadow:
            return super().run_single_job(job)
        rule, input_, output, params, wildcards, _, _, log, *_ = self.job_args_and_prepare(job)
        snakemake = SimpleNamespace(
            rule=rule.name, input=input_, output=output, params=params, wildcards=wildcards, log=log
        )
        return self.pool.submit(self.cached_or_run, job, self._run_script, str(script), snakemake)

    @property
    def _forks(self) -> bool:
        """Whether processes can be forked, and jobs run neither in environments of their own nor under a debugger.

        Libraries of other systems than Linux do not survive a fork.
        """
        apart = self.workflow.deployment_settings.deployment_method or self.workflow.execution_settings.debug
        return sys.platform == "linux" and not apart

    def _run_script(self, script: str, snakemake: SimpleNamespace) -> None:
        """Run the script of a job to its end; raise SpawnedJobError if it fails."""
        name = f"rule {snakemake.rule}"
        with self._lock:
            process = self._processes.Process(target=run_script, args=(script, snakemake), name=name)
            process.start()
        wait([process.sentinel])
        with self._lock:
            process.join()
        if process.exitcode < 0:
            logger.error(f"{name}: signal {-process.exitcode} has ended the job")
        if process.exitcode:
            raise SpawnedJobError


def run_script(script: str, snakemake: SimpleNamespace) -> None:
    """Run a script as Snakemake does, with the object `snakemake`, as far as scripts of this project read it."""
    runpy.run_path(script, {"snakemake": snakemake}, run_name="__main__")
