"""Run the jobs behind some files of a preset in one process: python in_one_process.py PRESET FILE ...

Each job of Snakemake is a process of its own, whose start takes longer than the work of most jobs of a small study.
"""

import sys
import time
from pathlib import Path
from types import SimpleNamespace

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "workflow"))

from planned import study_jobs, study_rules  # noqa: E402  # as the programs beside it import it


def main():
    """Plan the study in the working directory, then run the scripts of its rules in the order of the plan."""
    with study_rules(sys.argv[1]) as study:
        jobs = [job for level in study_jobs(study, sys.argv[2:]).toposorted() for job in level if job.rule.script]
        for job in jobs:
            for path in (*job.output, *job.log):
                Path(path).parent.mkdir(parents=True, exist_ok=True)
            script = ROOT / "workflow/scripts" / Path(job.rule.script).name
            names = ("input", "output", "params", "log", "wildcards")
            given = SimpleNamespace(**{name: getattr(job, name) for name in names})
            exec(compile(script.read_text(encoding="utf-8"), script, "exec"), {"snakemake": given})
            print(f"{job.rule.name} {time.process_time():.0f} s", flush=True)


if __name__ == "__main__":
    main()
