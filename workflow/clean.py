"""Delete the results of one subject, after asking: ``make clean-<subject>``; ``YES=1`` deletes without asking."""

import argparse
import sys
from collections import Counter
from pathlib import Path

from planned import study_rules, subject_of, workflow_of

RESULTS = Path("results")


def rules_by_subject(configfile):
    """Subject -> its rules with outputs."""
    subjects = {}
    with study_rules(configfile) as study:
        for rule in workflow_of(study).rules:
            if rule.output:
                subjects.setdefault(subject_of(rule), []).append(rule)
    return subjects


def files_of(subject, rules):
    """All outputs and logs of these rules in the results, with any parameters, and checkpoints of the subject."""
    patterns = [pattern for rule in rules for pattern in (*rule.output, *rule.log)]
    checkpoints = RESULTS / "checkpoints" / subject
    files = (path for path in RESULTS.rglob("*") if path.is_file() or path.is_symlink())
    return sorted(
        path
        for path in files
        if checkpoints in path.parents or any(pattern.match(path.as_posix()) for pattern in patterns)
    )


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
    """Delete files, and folders that become empty; of results shared with other checkouts only the links."""
    for path in files:
        path.unlink()
        for folder in path.parents:
            if folder == RESULTS or any(folder.iterdir()):
                break
            folder.rmdir()


def main():
    """List the files of a subject, ask, and delete them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("subject")
    parser.add_argument("--configfile", help="preset")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    arguments = parser.parse_args()
    if any(Path(".snakemake/locks").glob("*")):
        sys.exit("nothing deleted: a run is at work here, or was killed; after that make unlock frees the folder")
    subjects = rules_by_subject(arguments.configfile)
    if arguments.subject not in subjects:
        sys.exit(f"subject {arguments.subject} is not known; use one of: {' '.join(sorted(subjects))}")
    files = files_of(arguments.subject, subjects[arguments.subject])
    if not files:
        print(f"{arguments.subject}: there is nothing to delete")
        return
    print(summary(arguments.subject, files))
    if confirmed(arguments.yes):
        delete(files)
        print("deleted")
    else:
        print("nothing deleted")


if __name__ == "__main__":
    main()
