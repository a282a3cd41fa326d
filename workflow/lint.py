"""Run Snakemake's linter, and print its findings except for two rules that this workflow does not follow."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
LEFT_OUT = (
    # Every rule needs this package itself, which no environment of a rule would hold: `make install` or environment.yml
    # makes the one environment that all rules run in.
    "Specify a conda environment or container for each rule.",
    # A function that serves the rules of one subject stands beside them in the file of the subject.
    "Mixed rules and functions in same snakefile.",
)


def findings(report: str) -> list[str]:
    """Findings of the linter, each as "place: title and explanation", without those in LEFT_OUT."""
    found, place = [], ""
    for block in re.split(r"\n(?=Lints for |    \* )", report):
        if block.startswith("Lints for "):
            place = block.removeprefix("Lints for ").strip().rstrip(":")
        elif block.startswith("    * ") and not block[6:].startswith(LEFT_OUT):
            found.append(f"{place}: {' '.join(block.removeprefix('    * ').split())}")
    return found


def linter_report(folder: Path = ROOT) -> str:
    """The text that `snakemake --lint` prints."""
    done = subprocess.run(
        [sys.executable, "-m", "snakemake", "--lint"], cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode and "Lints for " not in done.stderr:
        raise RuntimeError(f"snakemake --lint failed: {done.stderr}")
    return done.stderr


if __name__ == "__main__":
    found = findings(linter_report())
    print(*found, sep="\n", end="\n" if found else "")
    sys.exit(1 if found else 0)
