"""Run Snakemake's linter; print what it finds but for what this workflow leaves out on purpose.

Left out is "Specify a conda environment or container for each rule": every rule needs this package itself, which no
environment of a rule would hold.  `make install` or environment.yml make the one environment that all rules run in.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
LEFT_OUT = "Specify a conda environment or container for each rule."


def findings(report: str) -> list[str]:
    """What the linter reports, one text a finding: "place: title and explanation", without those left out."""
    found, place = [], ""
    for block in re.split(r"\n(?=Lints for |    \* )", report):
        if block.startswith("Lints for "):
            place = block.removeprefix("Lints for ").strip().rstrip(":")
        elif block.startswith("    * ") and LEFT_OUT not in block:
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
