"""Delete the results of one subject, after asking: ``make clean-<subject>``; ``YES=1`` deletes without asking."""

import argparse
import sys
from collections import Counter
from pathlib import Path

from at_work import locked, refuse_while_locked
from planned import study_rules, subject_of, workflow_of

from thermochain.overview.verification import bears_mark
from thermochain.runs.checkpoint import checkpointed_run
from thermochain.runs.files import files_below

RESULTS = Path("results")
STORED = (".csv", ".json", ".npz")  # files with a mark


def rules_by_subject(configfile):
    """Subject -> its rules with outputs."""
    subjects = {}
    with study_rules(configfile) as study:
        for rule in workflow_of(study).rules:
            if rule.output:
                subjects.setdefault(subject_of(rule), []).append(rule)
    return subjects


def files_of(subject, rules):
    """Files of the subject, and those that stand in their place without the mark of this project.

    Files of the subject are all outputs and logs of these rules in the results, with any parameters, and checkpoints.
    """
    patterns = [pattern for rule in rules for pattern in (*rule.output, *rule.log)]
    places = [path for path in files_below(RESULTS) if any(pattern.match(path.as_posix()) for pattern in patterns)]
    foreign = [path for path in places if path.suffix in STORED and path.exists() and not bears_mark(path)]
    checkpoints = [path for path in files_below(RESULTS / "checkpoints" / subject) if checkpointed_run(path)]
    return sorted({*places, *checkpoints} - set(foreign)), foreign


def summary(subject, files):
    """One line: number and size of the files, and the size of those in each folder of the results."""
    sizes = Counter()
    for path in files:
        sizes[path.relative_to(RESULTS).parts[0]] += path.lstat().st_size
    folders = ", ".join(f"{RESULTS / folder} {size / 1e6:.3g} MB" for folder, size in sorted(sizes.items()))
    return f"{subject}: {len(files)} files, {sum(sizes.values()) / 1e6:.3g} MB ({folders})"


def confirmed(yes):
    """Whether the user agrees to delete; the program ends if there is no terminal to ask at."""
    if yes:
        return True
    if not sys.stdin.isatty():
        sys.exit("nothing deleted: there is no terminal to ask at; YES=1 deletes without asking")
    return input("Delete them? [y/N] ").strip().lower() in {"y", "yes"}


def delete(files):
    """Delete files, and folders that become empty; returns a line for each file that cannot be deleted.

    Of results shared with other checkouts only the links are deleted.
    """
    stay = []
    for path in files:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            stay.append(f"{path} stays: it cannot be deleted, {error.strerror}; ask its owner")
            continue
        for folder in path.parents:
            if folder == RESULTS or folder.is_symlink() or any(folder.iterdir()):
                break
            folder.rmdir()
    return stay


def shared_in(files):
    """Text that names the folders in which the results lie that these files link to; empty if there are none."""
    folders = sorted({str(path.readlink().parent) for path in files if path.is_symlink()})
    return f"; what links pointed to stays, in {', '.join(folders[:3])}" if folders else ""


def main():
    """List the files of a subject, ask, and delete them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("subject")
    parser.add_argument("--configfile", help="preset")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    arguments = parser.parse_args()
    refuse_while_locked()
    subjects = rules_by_subject(arguments.configfile)
    if arguments.subject not in subjects:
        sys.exit(f"subject {arguments.subject} is not known; use one of: {' '.join(sorted(subjects))}")
    files, foreign = files_of(arguments.subject, subjects[arguments.subject])
    for path in foreign:
        print(f"{path} stays: it does not begin as a file of this project does; move it away, or delete it yourself")
    if not files:
        print(f"{arguments.subject}: there is nothing to delete")
        return
    print(summary(arguments.subject, files))
    if not confirmed(arguments.yes):
        print("nothing deleted")
        return
    shared = shared_in(files)
    with locked(files):
        stay = delete(files)
    print(*stay, f"{len(files) - len(stay)} files deleted{shared}", sep="\n")
    sys.exit(1 if stay else 0)


if __name__ == "__main__":
    main()
