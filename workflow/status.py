"""Print the progress of the study, sweep by sweep, and the remaining work: ``make status [PRESET=..]``."""

import argparse
from concurrent.futures import ThreadPoolExecutor

from planned import TARGETS, study_jobs, study_rules, subject_of

from thermochain.overview.job_times import mean_seconds
from thermochain.overview.status import (
    DONE,
    FAILED,
    PENDING,
    CostModel,
    JobStatus,
    has_failed,
    status_frame,
    status_message,
)
from thermochain.overview.subjects import run_of_job
from thermochain.rotors.driven.study.cost import chain_rates
from thermochain.rotors.green_kubo.study.cost import measure_rates, start_up_seconds

REST = "tables and figures"


def measured_costs(jobs, start_up):
    """Cost model with the rates that these jobs need, measured now."""
    runs = [run for job in jobs if (run := run_of_job(job.rule.name, dict(job.wildcards)))]
    rings, chains = ([run for run in runs if name == run.NAME] for name in ("green_kubo", "driven"))
    rates = measure_rates({run.n_rotors for run in rings}, rings[0].stride if rings else 1, start_up)
    speeds = chain_rates({run.n_rotors for run in chains}, chains[0].time_step) if chains else {}
    return CostModel(rates, speeds, {rule: seconds / 3600.0 for rule, seconds in mean_seconds().items()})


def behind(dag, job, found):
    """Add to `found` all jobs that `job` depends on, itself included."""
    if job not in found:
        found.add(job)
        for before in dag.dependencies[job]:
            behind(dag, before, found)
    return found


def sweep_of(job):
    """Name of the simulations that share the first parameter with this one; all other jobs are tables and figures."""
    if not job.rule.name.startswith("simulate_"):
        return REST
    name = job.rule.name.removeprefix("simulate_").replace("_", " ")
    first = next(iter(job.wildcards.items()), None)
    return f"{name}, {first[0]} = {first[1]}" if first else name


def by_number(sweep):
    """Key for the order of sweeps: their name, then the number at their end."""
    name, _, value = sweep.rpartition(" = ")
    return (name, float(value), "") if value.replace(".", "", 1).isdecimal() else (name, 0.0, value)


def state_of(dag, job):
    """State of a job: DONE, PENDING or FAILED."""
    if not dag.needrun(job):
        return DONE
    return FAILED if any(map(has_failed, job.log)) else PENDING


def main():
    """Plan the jobs, find those that have failed, and print the remaining work."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--configfile", help="preset")
    arguments = parser.parse_args()
    with ThreadPoolExecutor(1) as pool:
        start_up = pool.submit(start_up_seconds)  # measured in another process at the same time
        with study_rules(arguments.configfile) as study:
            dag = study_jobs(study, TARGETS)
        jobs = [job for job in dag.jobs if job.rule.name not in TARGETS]
        states = {job: state_of(dag, job) for job in jobs}
        costs = measured_costs([job for job in jobs if states[job] != DONE], start_up.result())
    [root] = [job for job in dag.jobs if job.rule.name == "all"]
    figures = behind(dag, root, set())
    statuses = [
        JobStatus(
            target=TARGETS["all" if job in figures else "validation"],
            subject=subject_of(job.rule),
            sweep=sweep_of(job),
            state=states[job],
            hours=0.0 if states[job] == DONE else costs.hours(job.rule.name, dict(job.wildcards)),
        )
        for job in jobs
    ]
    statuses.sort(key=lambda status: (status.target, status.subject, status.sweep == REST, by_number(status.sweep)))
    print(status_message(status_frame(statuses)))


if __name__ == "__main__":
    main()
