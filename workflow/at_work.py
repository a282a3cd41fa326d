"""Whether Snakemake is at work in this folder, and its lock, which a program takes before it deletes results.

Run as a program, it fails if Snakemake is at work, with a message that holds its process number.
"""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

LOCKS = Path(".snakemake/locks")
LOCK = "0.output.lock"  # Snakemake reads all files N.output.lock and refuses to write the files that they name


def at_work(folder: Path) -> list[int]:
    """Process numbers of the instances of Snakemake that work in this folder, sorted."""
    found = []
    for process in psutil.process_iter(["pid", "cwd", "cmdline"]):
        words = [Path(word).name for word in (process.info["cmdline"] or [])[:4]]
        if "snakemake" in words and process.info["cwd"] and Path(process.info["cwd"]) == folder:
            found.append(process.info["pid"])
    return sorted(found)


def refuse_while_locked() -> None:
    """End the program if a run has locked this folder."""
    if any(LOCKS.glob("*")):
        sys.exit("nothing deleted: a run is at work here, or was killed; after that make unlock frees the folder")


@contextmanager
def locked(files: Iterable[Path]) -> Iterator[None]:
    """Hold the lock of Snakemake on these files; the program ends if a run has locked the folder."""
    refuse_while_locked()
    LOCKS.mkdir(parents=True, exist_ok=True)
    try:
        with (LOCKS / LOCK).open("x", encoding="utf-8") as lock:
            lock.writelines(f"{path}\n" for path in files)
    except FileExistsError:
        refuse_while_locked()  # another program was quicker
    try:
        yield
    finally:
        (LOCKS / LOCK).unlink(missing_ok=True)


if __name__ == "__main__" and (numbers := at_work(Path.cwd())):
    sys.exit(
        f"Snakemake is at work in this folder (process {', '.join(map(str, numbers))}), and the folder stays locked; "
        "wait for its end, or stop it and try again"
    )
