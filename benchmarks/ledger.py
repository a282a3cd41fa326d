"""All benchmarks, and one table of their results, kept in docs/ledger.md with the date and the machine.

Run with ``make bench``.  Rates depend on the load of the machine; compare the ratios with an earlier ledger, which are
taken within rounds in which every contestant runs once.
"""

import json
from collections import Counter
from pathlib import Path

from benchmarks import (
    billiard,
    energy_exchange,
    estimators,
    evolution,
    macroscopic,
    networks,
    rotor_chain,
    rotor_ring,
)
from benchmarks.entry import Entry
from benchmarks.kept import machine, today
from benchmarks.pairing import Spread

ROOT = Path(__file__).parents[1]
BENCHMARKS = (rotor_ring, rotor_chain, estimators, macroscopic, evolution, energy_exchange, billiard, networks)
_HEAD = """# Ledger of performance

Written by `make bench`; [performance.md](performance.md) says what it means for larger studies. Medians, with quartiles
in brackets; a ratio is how many times faster this package is than the peer in the same rounds. Compare ratios, not
rates, between machines.
"""


def whole_job(metadata: Path) -> list[Entry]:
    """Core minutes of the last run in this folder by Snakemake's own records, in all and of the five largest rules."""
    seconds: Counter[str] = Counter()
    jobs = {}
    for file in sorted(metadata.glob("*")) if metadata.is_dir() else []:
        record = json.loads(file.read_text(encoding="utf-8"))
        # a job has one record for each output, and one log
        jobs[tuple(record["log"])] = record["rule"], record["endtime"] - record["starttime"]
    for rule, spent in jobs.values():
        seconds[rule] += spent
    if not jobs:
        return []
    total = sum(seconds.values())
    largest = [(f"of them {rule}", spent) for rule, spent in seconds.most_common(5)]
    rows = [(f"all {len(jobs)} jobs of the last run", total), *largest]
    return [Entry("whole job", what, Spread(*3 * [spent / 60.0]), "core min") for what, spent in rows]


def table(entries: list[Entry]) -> str:
    """The entries as a table in Markdown."""
    rows = ["| subject | what | value | unit | over the peer | peer |", "|---|---|---|---|---|---|"]
    for entry in entries:
        ratio = "" if entry.ratio is None else f"{entry.ratio:.3g}"
        value = f"{entry.value:.3g}" if entry.value.low < entry.value.high else f"{entry.value.median:.3g}"
        rows.append(f"| {entry.subject} | {entry.what} | {value} | {entry.unit} | {ratio} | {entry.peer} |")
    return "\n".join(rows)


def main():
    """Run all benchmarks, print their tables, and write the ledger."""
    entries = []
    for benchmark in BENCHMARKS:
        print(f"\n== {benchmark.__name__.removeprefix('benchmarks.')}", flush=True)
        entries += benchmark.main()
    entries += whole_job(ROOT / ".snakemake" / "metadata")
    entries.sort(key=lambda entry: entry.subject)  # the sort is stable: the order within a subject stays
    text = f"{_HEAD}\n{today()}, {machine()}.\n\n{table(entries)}\n"
    (ROOT / "docs" / "ledger.md").write_text(text, encoding="utf-8")
    print(f"\n{table(entries)}\n\nwritten to docs/ledger.md")


if __name__ == "__main__":
    main()
