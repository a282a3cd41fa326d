"""Fail if Snakemake is at work in this folder, with a message that holds its process number."""

import sys
from pathlib import Path

import psutil


def at_work(folder):
    """Process numbers of the instances of Snakemake that work in this folder, sorted."""
    found = []
    for process in psutil.process_iter(["pid", "cwd", "cmdline"]):
        words = [Path(word).name for word in (process.info["cmdline"] or [])[:4]]
        if "snakemake" in words and process.info["cwd"] and Path(process.info["cwd"]) == folder:
            found.append(process.info["pid"])
    return sorted(found)


if __name__ == "__main__" and (numbers := at_work(Path.cwd())):
    sys.exit(
        f"Snakemake is at work in this folder (process {', '.join(map(str, numbers))}), and the folder stays locked; "
        "wait for its end, or stop it and try again"
    )
