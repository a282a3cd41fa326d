"""Seeds of the simulations of energy exchange: one of its own for every part of the study and its parameters."""

from thermochain.runs.identity import seeds_of


def seed_of(*parts: object) -> int:
    """A seed from the name of a simulation, its parameters and the base seed."""
    return int(seeds_of("exchange/" + "/".join(map(str, parts))).generate_state(1)[0])
