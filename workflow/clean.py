"""Delete the results of one study, after asking: ``make clean-<study>``; ``YES=1`` answers for a script."""

import argparse
import sys
from collections import Counter
from pathlib import Path

from planned import study_rules, workflow_of

RESULTS = Path("results")


def rules_by_study(configfile):
    """Name of a file of rules -> its rules that make something."""
    studies = {}
    with study_rules(configfile) as study:
        for rule in workflow_of(study).rules:
            if rule.output:
                studies.setdefault(Path(rule.snakefile).stem, []).append(rule)
    return studies


def files_of(study, rules):
    """Whatever lies in the results and is an output or a log of these rules, with whatever parameters."""
    patterns = [pattern for rule in rules for pattern in (*rule.output, *rule.log)]
    checkpoints = RESULTS / "checkpoints" / study
    files = (path for path in RESULTS.rglob("*") if path.is_file() or path.is_symlink())
    return sorted(
        path
        for path in files
        if checkpoints in path.parents or any(pattern.match(path.as_posix()) for pattern in patterns)
    )


def summary(study, files):
    """What would go: number and size of all files, and of those in each folder of the results."""
    sizes = Counter()
    for path in files:
        sizes[path.relative_to(RESULTS).parts[0]] += path.lstat().st_size
    folders = ", ".join(f"{RESULTS / folder} {size / 1e6:.3g} MB" for folder, size in sorted(sizes.items()))
    return f"{study}: {len(files)} files, {sum(sizes.values()) / 1e6:.3g} MB ({folders})"


def confirmed(yes):
    """Whether to go on; nobody to ask is a no."""
    if yes:
        return True
    if not sys.stdin.isatty():
        sys.exit("nothing deleted: there is nobody to ask; YES=1 deletes without asking")
    return input("Delete them? [y/N] ").strip().lower() in {"y", "yes"}


def delete(files):
    """Delete files, and the folders that this leaves empty; of results shared with other checkouts only the links."""
    for path in files:
        path.unlink()
        for folder in path.parents:
            if folder == RESULTS or any(folder.iterdir()):
                break
            folder.rmdir()


def main():
    """List, ask, delete."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("study")
    parser.add_argument("--configfile", help="preset")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    arguments = parser.parse_args()
    if any(Path(".snakemake/locks").glob("*")):
        sys.exit("nothing deleted: a run is at work here, or was killed; after that make unlock frees the folder")
    studies = rules_by_study(arguments.configfile)
    if arguments.study not in studies:
        sys.exit(f"study {arguments.study} is not known; use one of: {' '.join(sorted(studies))}")
    files = files_of(arguments.study, studies[arguments.study])
    if not files:
        print(f"{arguments.study}: there is nothing to delete")
        return
    print(summary(arguments.study, files))
    if confirmed(arguments.yes):
        delete(files)
        print("deleted")
    else:
        print("nothing deleted")


if __name__ == "__main__":
    main()
