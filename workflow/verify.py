"""Check all stored files under results/: ``make verify``; ``make verify RECOMPUTE=1`` makes damaged files again."""

import argparse
import subprocess
import sys
from pathlib import Path

from at_work import locked, refuse_while_locked
from planned import TARGETS, study_jobs, study_rules

from thermochain.overview.verification import bears_mark, damaged_files, remove_stored

RESULTS = Path("results")


def files_of_study(configfile):
    """All files that the jobs of this configuration make."""
    with study_rules(configfile) as study:
        return {Path(path) for job in study_jobs(study, TARGETS).jobs for path in job.output}


def kept_because(path, made):
    """Why a damaged file is not deleted; empty if it may be."""
    if path not in made:
        return "no rule of this preset makes it"
    return "" if bears_mark(path) else "it does not begin as a file of this project does"


def listed(made):
    """Damaged files, each with its line, which is printed."""
    n_files, damaged = damaged_files(RESULTS, made)
    print(*damaged.values(), f"{n_files} stored files read, {len(damaged)} damaged", sep="\n", flush=True)
    return damaged


def removed(damaged, made):
    """Delete those damaged files that can be made again; returns them, and a line for each file that stays."""
    gone, stay = [], []
    for path in damaged:
        if reason := kept_because(path, made):
            stay.append(f"{path} stays: {reason}; delete it yourself")
            continue
        try:
            gone += remove_stored(path)
        except OSError as error:
            stay.append(f"{path} stays: it cannot be deleted, {error}; ask its owner")
    return gone, stay


def recompute(made, command):
    """List the damaged files, delete them and make them again with the command; whether none is left."""
    with locked(made):
        gone, stay = removed(listed(made), made)
    print(*stay, sep="\n", end="\n" if stay else "", flush=True)
    failed = bool(gone) and subprocess.run([*command, *map(str, gone)], check=False).returncode
    return not failed and not stay


def main():
    """List the damaged files and fail if there are any; with --recompute, make them again."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--configfile", help="preset")
    parser.add_argument("--recompute", nargs=argparse.REMAINDER, help="command that makes the files named after it")
    arguments = parser.parse_args()
    if arguments.recompute:
        refuse_while_locked()
    made = files_of_study(arguments.configfile)
    if arguments.recompute:
        sys.exit(0 if recompute(made, arguments.recompute) else 1)
    if listed(made):
        sys.exit("make verify RECOMPUTE=1 deletes the damaged ones and makes them again")


if __name__ == "__main__":
    main()
