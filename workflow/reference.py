"""Reference results of the default preset: write them, redraw all figures from them, compare a run with them.

Every job that draws a picture is run again, and so is every job that only tabulates other tables; the tables that these
read, and all other tables, are the reference.  A new subject therefore needs no code here, as long as no rule both
simulates and draws.
"""

import argparse
import os
import runpy
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from types import SimpleNamespace

from planned import ROOT, TARGETS, study_jobs, study_rules, subject_of, workflow_of

from thermochain.overview.reference import CONFIGURATION, Shipped, rounded, ship, shipped_files, unpack
from thermochain.overview.reference_check import check_message, check_tables, compare, other_sections
from thermochain.overview.subjects import HOMES
from thermochain.runs.files import remove_unfinished, save_text
from thermochain.runs.table import read_any_table

REFERENCE = ROOT / "workflow/reference"
DRAWN = Path("results/from_reference")
LARGEST = 2e6  # bytes of a table of a run, the largest that the reference of another preset than the default takes
PICTURES = (".png", ".gif")
CONTACTS = "contacts/tables/contacts.csv"
SHIPPED_CONTACTS = ROOT / "src/thermochain/rotors/macroscopic/contacts.csv"  # a copy that the package reads


def is_shipped(name):
    """Whether a file with this path below the results belongs to the reference, as tables and coefficients do."""
    folder, _, file = name.partition("/")
    home = folder if folder == "coefficients" else file.partition("/")[0]
    return home in ("coefficients", "tables", "figures") and file.endswith((".csv", ".json"))


def plan(configfile, targets=("figures", "validation")):
    """Snakemake's jobs behind some targets of make, and the configuration."""
    with study_rules(configfile) as study:
        dag = study_jobs(study, {rule for rule, target in TARGETS.items() if target in targets})
        return dag, workflow_of(study).globals["config"]


def draws(job):
    """Whether a job makes a picture."""
    return any(str(path).endswith(PICTURES) for path in job.output)


def is_repeated(job):
    """Whether a job is run again from the reference: it draws, or it tabulates other tables and coefficients alone."""
    return draws(job) or (
        job.rule.name.startswith("tabulate_") and not any(str(path).endswith(".npz") for path in job.input)
    )


def has_randomness(dag, job):
    """Whether a job, or one that it depends on, has a seed."""
    seeded = "seed" in dict(job.params.items()) or "seed" in dict(job.wildcards.items())
    return seeded or any(has_randomness(dag, before) for before in dag.dependencies[job])


def behind(dag, jobs):
    """The given jobs and all that they depend on."""
    found, waiting = set(), list(jobs)
    while waiting:
        job = waiting.pop()
        if job not in found:
            found.add(job)
            waiting += dag.dependencies[job]
    return found


def reference_files(dag):
    """Path below the results -> description, for the files from which pictures are drawn and all other tables."""
    files, needed = {}, set()
    for_figures = behind(dag, [job for job in dag.jobs if job.rule.name == "all"])
    for job in dag.jobs:
        if is_repeated(job):
            read = dag.dependencies[job].items()
            needed |= {path for before, paths in read if not is_repeated(before) for path in paths}
            continue
        for path in map(str, job.output):
            name = path.partition("/")[2]
            if is_shipped(name):
                target = "figures" if job in for_figures else "validation"
                files[name] = Shipped(job.rule.name, not has_randomness(dag, job), target)
    if large := sorted(str(path) for path in needed if str(path).partition("/")[2] not in files):
        sys.exit(f"a picture is drawn from {large[0]}, which is no table; let one rule make tables and another draw")
    return files


def ship_reference(arguments):
    """Write the reference from a finished run, with the tables of the validation if they are all there.

    That of another preset than the default leaves out what it shares with the reference of the default preset, and
    tables of more than LARGEST bytes, which are profiles along long chains.
    """
    dag, config = plan(arguments.configfile)
    files = reference_files(dag)
    if any(file.target == "validation" and not (arguments.results / name).is_file() for name, file in files.items()):
        files = {name: file for name, file in files.items() if file.target == "figures"}
        print("without the tables of make validation, which are not all there")
    if arguments.reference.resolve() != REFERENCE:
        small = {name: file for name, file in files.items() if (arguments.results / name).stat().st_size <= LARGEST}
        files = {name: file for name, file in small.items() if differs(arguments.results, name, exact=file.exact)}
    size = ship(arguments.results, arguments.reference, files, config)
    contacts = arguments.reference / CONTACTS
    if contacts.is_file():
        save_text(SHIPPED_CONTACTS, contacts.read_text(encoding="utf-8"))
    print(f"{arguments.reference}: {size / 1e6:.2f} MB")


def differs(results, name, *, exact):
    """Whether a file of a run has other content than that of the reference, but for rounding."""
    path, shipped = results / name, REFERENCE / name
    if not shipped.is_file():
        return True
    if path.suffix != ".csv":
        return path.read_bytes() != shipped.read_bytes()
    (_, new), (_, old) = read_any_table(path), read_any_table(shipped)
    return not compare(name, old, rounded(new, exact=exact), exact=True, share=1.0).passed


def draw_all(arguments):
    """Redraw figures from the reference."""
    start = time.perf_counter()
    shipped = shipped_files(arguments.reference)
    dag, _ = plan(str(arguments.reference / CONFIGURATION), {file.target for file in shipped.values()})
    lacking = sorted(set(reference_files(dag)) - set(shipped))
    if lacking:
        sys.exit(f"the reference lacks {len(lacking)} file(s), such as {lacking[0]}; make reference writes it anew")
    remove_unfinished(arguments.drawn)
    unpack(arguments.reference, arguments.drawn)
    n_cores = os.cpu_count() if arguments.cores == "all" else int(arguments.cores)
    pictures = 0
    os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"  # one thread for each worker
    with ProcessPoolExecutor(n_cores, get_context("spawn")) as pool:
        for level in levels(dag, arguments.subjects):
            tasks = [(script_of(job), moved(job, arguments.drawn, arguments.pdf)) for job in level]
            tasks.sort(key=lambda task: -sum(Path(path).stat().st_size for path in task[1].input))  # longest first
            pictures += sum(str(path).endswith(PICTURES) for _, job in tasks for path in job.output)
            list(pool.map(run, *zip(*tasks, strict=True)))
    print(f"{pictures} pictures in {arguments.drawn}/<subject>/figures, {time.perf_counter() - start:.0f} s")


def levels(dag, subjects):
    """Lists of the jobs that draw pictures of these subjects or tabulate for them; each needs earlier lists alone."""
    drawing = [job for job in dag.jobs if draws(job) and subject_of(job.rule) in subjects]
    waiting = [job for job in behind(dag, drawing) if is_repeated(job)]
    while waiting:
        ready = [job for job in waiting if not any(before in waiting for before in dag.dependencies[job])]
        yield ready
        waiting = [job for job in waiting if job not in ready]


def script_of(job):
    """Path of the script that a job runs."""
    return str(Path(job.rule.basedir) / job.rule.script)


def moved(job, folder, pdf):
    """The object `snakemake` of the script of a job, with its files in `folder` instead of the results.

    Without `pdf`, outputs that are PDF files are None, and they are not written.
    """

    def elsewhere(path):
        if path.endswith(".pdf") and not pdf:
            return None
        return str(folder / path.removeprefix("results/")) if path.startswith("results/") else str(path)

    def below(paths):
        return type(paths)(toclone=paths, custom_map=elsewhere)

    return SimpleNamespace(
        input=below(job.input),
        output=below(job.output),
        log=below(job.log),
        params=job.params,
        wildcards=job.wildcards,
        rule=job.rule.name,
    )


def run(script, snakemake):
    """Run a script as Snakemake would."""
    for path in snakemake.log:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    runpy.run_path(script, {"snakemake": snakemake})


def check(arguments):
    """Compare a run with the reference; the exit status says whether it agrees."""
    if not (arguments.results / CONFIGURATION).is_file():
        sys.exit(f"{arguments.results / CONFIGURATION} is missing, so there is no run to compare; make figures")
    others = other_sections(arguments.reference, arguments.results)
    if others:
        where = ", ".join(others)
        print(f"This run has another configuration than the reference, in {where}: rows that both have are compared.\n")
    files = shipped_files(arguments.reference)
    checks = check_tables(arguments.reference, arguments.results, files, in_common=bool(others))
    print(check_message(checks))
    sys.exit(any(not check.passed for check in checks))


def main():
    """Parse the command line and carry out the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reference", type=Path, default=REFERENCE)
    commands = parser.add_subparsers(required=True)
    for name, action in (("ship", ship_reference), ("draw", draw_all), ("check", check)):
        command = commands.add_parser(name, description=action.__doc__)
        command.set_defaults(action=action)
        if name != "draw":
            command.add_argument("--results", type=Path, default=Path("results"))
        if name == "ship":
            command.add_argument("--configfile", help="preset")
        if name == "draw":
            command.add_argument("--drawn", type=Path, default=DRAWN)
            command.add_argument("--cores", default="all")
            command.add_argument("--pdf", action="store_true", help="write PDF files, too")
            command.add_argument(
                "--subjects", nargs="+", choices=HOMES, default=list(HOMES), help="whose figures to draw"
            )
    arguments = parser.parse_args()
    arguments.action(arguments)


if __name__ == "__main__":
    main()
