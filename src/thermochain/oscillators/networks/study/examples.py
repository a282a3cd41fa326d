"""The networks of Eckmann and Zabey's examples, with the printed values, and variants of them.

All have friction 1 and, but for free variants, pinning 1, with which EZ's numbers are reproduced; their attractive V_ij
are -k_ij here.
"""

from dataclasses import dataclass, field, replace

from thermochain.oscillators.networks.oscillator_network import OscillatorNetwork
from thermochain.oscillators.networks.state import NetworkState


@dataclass(frozen=True)
class Example:
    """A network with a place for each mass and the values that the paper prints."""

    title: str  # name in figures and tables
    springs: dict[tuple[int, int], float]  # (i, j) -> strength, as for `OscillatorNetwork`
    temperature: dict[int, float]  # mass -> temperature of its bath, as for `OscillatorNetwork`
    places: dict[int, tuple[float, float]]  # (x, y) of each mass in a drawing, in the paper's arrangement
    # (i, j) -> printed flux phi_{i->j}, and i -> printed <p_i^2>, as (value, decimals).
    printed: dict[tuple[int, int] | int, tuple[float, int]] = field(default_factory=dict)
    pinning: float = 1.0  # strength of the on-site spring of every mass

    @property
    def network(self) -> OscillatorNetwork:
        """The network, with unit friction."""
        return OscillatorNetwork(
            springs=self.springs,
            pinning=self.pinning,
            friction=dict.fromkeys(self.temperature, 1.0),
            temperature=self.temperature,
        )

    @property
    def free(self) -> "Example":
        """The same network without pinning, for which the paper prints nothing."""
        return replace(self, pinning=0.0, printed={})


_TRIANGLE = {1: (0.0, 1.0), 2: (1.2, 1.0), 3: (0.6, 0.0)}
_TURNED_TRIANGLE = {1: (0.6, 1.0), 2: (0.0, 0.0), 3: (1.2, 0.0)}
_PUMP = {1: (0.0, 1.0), 5: (1.0, 1.0), 2: (2.0, 1.0), 3: (0.0, 0.0), 6: (1.0, 0.0), 4: (2.0, 0.0)}
_CHAIN = {1: (0.0, 0.0), 2: (1.0, 0.0), 3: (2.2, 0.0), 4: (1.6, 1.1), 5: (3.2, 0.0)}
_PUMP_SPRINGS = {(1, 5): 40.0, (5, 6): 40.0, (3, 6): 40.0, (2, 5): 20.0, (4, 6): 20.0}


def triangle(weak: float) -> Example:
    """Example 2 with the spring 13, from the hot bath to the mass without one, at strength `weak`; EZ's is 10.

    EZ's caption gives the strength 10 to the spring 12 between the baths, with which nothing comes out. With springs
    12 = 23 = 20 all printed digits do, in the direction of their sentence U_1 > U_2 > U_3 > U_1; its mirror image,
    the weak spring at the cold bath, has the same fluxes.
    """
    printed = {(1, 2): (0.290, 3), (2, 3): (0.008, 3), (3, 1): (0.008, 3)} if weak == 10.0 else {}
    return Example("Example 2", {(1, 2): 20.0, (1, 3): weak, (2, 3): 20.0}, {1: 2.0, 2: 1.0}, _TRIANGLE, printed)


EXAMPLES = {
    "1": Example(
        "Example 1",
        {(1, 2): 1.0, (2, 3): 1.0, (3, 4): 1.0},
        {1: 100.0, 2: 2.0, 3: 20.0, 4: 2.0},
        {mass: (mass - 1.0, 0.0) for mass in (1, 2, 3, 4)},
        {(1, 2): (13.5, 1), (2, 3): (1.1, 1), (3, 4): (2.8, 1), 2: (14.0, 0), 3: (18.0, 0)},
    ),
    "2": triangle(10.0),
    "2 as captioned": Example(
        "Example 2 as captioned",
        {(1, 2): 10.0, (1, 3): 20.0, (2, 3): 20.0},
        {1: 2.0, 2: 1.0},
        _TRIANGLE,
        # both channels carry 0.290 to mass 2, and 0.008 returns: the only reading that could conserve energy
        {(1, 3): (0.290, 3), (3, 2): (0.290, 3), (2, 1): (0.008, 3)},
    ),
    "2 in a chain": Example(
        "Triangle in a chain",
        {(1, 2): 20.0, (2, 3): 32.0, (2, 4): 40.0, (3, 4): 40.0, (3, 5): 20.0},
        {1: 2.0, 5: 1.0},
        _CHAIN,
    ),
    "3": Example(
        "Example 3",
        {(1, 2): 45.0, (2, 3): 45.0, (1, 3): 30.0},
        {1: 2.0, 2: 1.0, 3: 1.0},
        _TURNED_TRIANGLE,
        {(1, 2): (0.57, 2), (2, 3): (0.35, 2), (3, 1): (0.03, 2)},
    ),
    "4": Example(
        "Example 4",
        _PUMP_SPRINGS,
        {1: 10.0, 2: 3.6, 3: 7.0, 4: 6.8},
        _PUMP,
        {(1, 5): (2.4, 1), (6, 3): (0.2, 1), (5, 6): (0.0, 0)},
    ),
    "4 giving": Example(
        "Example 4, $T_2=3.5$",
        _PUMP_SPRINGS,
        {1: 10.0, 2: 3.5, 3: 7.0, 4: 6.8},
        _PUMP,
    ),
}

# The number of the example in EZ -> the network in which its strange direction is followed as springs become
# anharmonic, and the differences that are > 0 as long as it lasts: fluxes (i, j) and pairs of <p_i^2> (colder, hotter).
STRANGE = {
    1: ("1", {"fluxes": [(2, 3)], "kinetic": (2, 3)}),
    2: ("2", {"fluxes": [(1, 2), (2, 3), (3, 1)]}),
    3: ("3", {"fluxes": [(1, 2), (2, 3), (3, 1)]}),
    4: ("4", {"fluxes": [(4, 6), (6, 3)]}),
}


def steady_states() -> dict[str, NetworkState]:
    """The steady state of every example."""
    return {name: example.network.steady_state() for name, example in EXAMPLES.items()}
