"""Former names of sections of the configuration and of folders of the results, and their present names."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from thermochain.overview.configuration.error import ConfigurationError

# old section -> advice
SECTIONS = {
    "rotor_ness": "this section is called driven now; rename it",
    "hydrodynamic_limit": "this section is called relaxation now; rename it",
    "anharmonic_chain": "this section is called anharmonic now; rename it",
    "bond_potential": "another potential goes through the whole study now; write its file at the top of the preset, "
    "potential: my_potential.py, and its temperatures and times into green_kubo and driven",
    "fit": "fit.temperature_range is called green_kubo.fit_range now; move it there",
}

# old folder of simulations below the results -> their present folder
MOVED = {
    "green_kubo/T*": "green_kubo/runs",
    "rotor_ness/n*": "driven/runs",
    "closed_chains/n*": "relaxation/runs",
    "published_protocol/gibbs": "published_protocol/runs",
    "published_protocol/langevin": "published_protocol/runs",
}
# old folders of results that are made again within minutes
REPLACED = (
    "tables",
    "figures",
    "billiard/*.npz",
    "networks/example*",
    "structure_factors/T*",
    "sheared_rings",
    "boosted_rings",
    "phase_slips/T*",
    "bond_potential",
)


def check_old_sections(config: Mapping[str, Any]) -> None:
    """Raise ConfigurationError, with the new name, if a section of the configuration has its old name."""
    for name, remedy in SECTIONS.items():
        if name in config:
            raise ConfigurationError(f"{name}: {remedy}")


def old_results(results: str | Path) -> str:
    """One line that says where results in old folders belong now; empty if there are none."""
    results = Path(results)
    kept = [f"{results / old} belongs into {results / new}" for old, new in MOVED.items() if any(results.glob(old))]
    replaced = [str(results / old) for old in REPLACED if any(results.glob(old))]
    told = []
    if kept:
        told.append(f"{', '.join(kept)} (move the simulations and touch them to keep them, or delete them)")
    if replaced:
        told.append(f"{', '.join(replaced)} {'is' if len(replaced) == 1 else 'are'} not used any more (delete)")
    return f"Results of an older version: {'; '.join(told)}" if told else ""
