"""Sections of the configuration that list rings driven by a field: their checks and their simulations."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from thermochain.core.residual import NotProved, check_design
from thermochain.rotors.validation.response import response_design
from thermochain.rotors.validation.study.flow_run import FlowRun
from thermochain.runs.keys import naming


@dataclass(frozen=True)
class FlowSection:
    """A section with `rings`, one size at one temperature a row, and their drives, one simulation each."""

    name: str  # key of the section
    kind: type[FlowRun]  # class of its simulations; the key of the drives X of a row is the name of theirs with an s
    least_drives: int  # number of drives that the limit needs at each temperature, 1 or 2

    @property
    def drives(self) -> str:
        """Key of the drives of a row."""
        return f"{self.kind.DRIVE}s"

    def runs(self, config: Mapping[str, Any]) -> list[FlowRun]:
        """The simulations by temperature, size and drive."""
        rows = sorted(config[self.name]["rings"], key=lambda row: (row["temperature"], row["n_rotors"]))
        return [run for row in rows for run in self._of_row(config, row)]

    def _of_row(self, config: Mapping[str, Any], row: Mapping[str, Any]) -> list[FlowRun]:
        """The simulations of one row, by drive."""
        common = {key: config[self.name][key] for key in ("time_step", "restoring_interval")}
        parameters = {key: value for key, value in row.items() if key != self.drives}
        return [
            self.kind(**parameters, **common, seed=config["seed"], **{self.kind.DRIVE: drive})
            for drive in sorted(row[self.drives])
        ]

    def simulations(self, config: Mapping[str, Any]) -> Iterator[tuple[str, FlowRun]]:
        """Key, and a simulation that it asks for."""
        for k, row in enumerate(config[self.name]["rings"]):
            for run in self._of_row(config, row):
                yield f"{self.name}.rings[{k}]", run

    def counts(self, config: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, int]]]:
        """Key, and factors whose product is the number of simulations of the section."""
        rows = config[self.name]["rings"]
        yield f"{self.name}.rings", {f"number of {self.drives}": sum(len(row[self.drives]) for row in rows)}

    def check(self, config: Mapping[str, Any]) -> None:
        """Raise ValueError, whose message begins with the key, for the first condition that the section does not meet.

        The limit of long rings needs several sizes and drives, and a Green-Kubo value to compare with.
        """
        with naming(f"{self.name}.rings"):
            runs = self.runs(config)
            temperatures = sorted({run.temperature for run in runs})
            for temperature in temperatures:
                if temperature not in config["green_kubo"]["temperatures"]:
                    raise ValueError(
                        f"the temperature {temperature:g} is not among green_kubo.temperatures; "
                        "add it there or leave this out"
                    )
            for temperature in temperatures:
                problem = self._missing_for_the_limit([run for run in runs if run.temperature == temperature])
                if problem:
                    raise ValueError(f"the temperature {temperature:g} has {problem}")

    def _missing_for_the_limit(self, runs: Sequence[FlowRun]) -> str | None:
        """Reason why the simulations of one temperature do not determine the limit of long rings; None if they do."""
        what = self.kind.DRIVE.replace("_", " ")
        sizes = np.array([run.n_rotors for run in runs], dtype=float)
        drives = np.array([getattr(run, run.DRIVE) for run in runs])
        if len(set(zip(sizes, drives, strict=True))) < len(runs):
            return f"one n_rotors with one {what} twice; remove one"
        if np.unique(sizes).size < 3:
            return f"n_rotors = {sorted({run.n_rotors for run in runs})}, and the limit of long rings needs 3; add some"
        larger, smallest = sizes > sizes.min(), f"{sizes.min():g}"
        least = max(self.least_drives, min(2, np.unique(drives).size))
        if np.unique(drives[larger]).size < least:
            return f"one {what} on rings above {smallest}, {least} are needed; add one"
        try:
            # as fitted without the smallest rings
            design = response_design(sizes[larger], drives[larger])
            check_design(design, what="the limit", remedy=f"take two {what}s that differ more on each of them")
        except NotProved as problem:
            return f"rings above {smallest} of which {problem}"
        return None
