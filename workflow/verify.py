"""Check all stored files under results/: ``make verify``; ``make verify RECOMPUTE=1`` makes damaged files again."""

import argparse
import sys

from thermochain.overview.verification import damaged_files, remove_damaged


def main():
    """List the damaged files and fail; with --remove, delete them and print their names for Snakemake to make again."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--remove", action="store_true", help="delete damaged files and print their names")
    remove = parser.parse_args().remove
    n_files, damaged = damaged_files("results")
    print(*damaged.values(), f"{n_files} stored files read, {len(damaged)} damaged", sep="\n", file=sys.stderr)
    if damaged and not remove:
        sys.exit("make verify RECOMPUTE=1 deletes the damaged ones and makes them again")
    for path in damaged:
        remove_damaged(path)
        print(path)


if __name__ == "__main__":
    main()
