"""Stochastic energy exchange: limits of many particles, full shares, weak coupling, one chain at five levels."""

from thermochain.exchange.billiard.study.configuration import chain_run
from thermochain.exchange.study.configuration import exchange_files

EXCHANGE_RUNS = exchange_files(config)
EXCHANGE_APART = ("jumps", "paths", "kinetic_heat", "ginzburg_landau_heat")  # of the levels and of the rings in time
LEVELS_CHAIN = chain_run(config).file
EXCHANGE_TABLES = behind(
    "exchange",
    "stationary",
    "covariance_in_time",
    "convergence",
    "fluctuations",
    "long_range",
    "two_point",
    "kinetic",
    "kinetic_currents",
    "pairs",
    "pinned_pairs",
    "geodesic",
    "ginzburg_landau",
)
EXCHANGE_THEORY = behind("exchange", "fourier", "correlations", "coupling", "barrier", "gaps", "mobility")
EXCHANGE_HEAT = behind("exchange", "heat", "heat_errors")
EXCHANGE_LEVELS = behind("exchange", "levels")
TABLES_BEHIND["exchange"] = EXCHANGE_TABLES | EXCHANGE_THEORY | EXCHANGE_HEAT | EXCHANGE_LEVELS
PICTURES["exchange"] = {
    "covariance": ("Fluctuations", ["stationary", "covariance_in_time"]),
    "limits": ("Limits of many particles", ["convergence", "fourier"]),
    "remainders": ("Beyond the Gaussian law", ["convergence", "fluctuations"]),
    "full_shares": ("Full shares", ["two_point", "kinetic", "kinetic_currents"]),
    "weak_coupling": ("Weak coupling", ["pairs", "coupling"]),
    "correlations": ("Long-range correlations", ["correlations", "long_range"]),
    "barrier": ("Fluctuation relation of one barrier", ["barrier"]),
    "pinned": ("Weak coupling of anharmonic oscillators", ["mobility", "pinned_pairs"]),
    "geodesic": ("Energies of geodesic flows", ["geodesic"]),
    "heat": ("The heat equation", ["heat", "heat_errors"]),
    "gaps": ("Spectral gaps", ["gaps", "kinetic_currents", "ginzburg_landau"]),
    "levels": ("From the billiard to the heat equation", ["levels"]),
}
TARGETS += ["results/exchange/tables/comparison.html"]


rule tabulate_exchange:
    input:
        **{purpose: paths for purpose, paths in EXCHANGE_RUNS.items() if purpose not in EXCHANGE_APART},
    output:
        **EXCHANGE_TABLES,
    message:
        "Tabulating the simulations of energy exchange"
    script:
        "../scripts/tabulate_exchange.py"


rule solve_exchange:
    output:
        **EXCHANGE_THEORY,
    params:
        **{key: config["exchange"][key] for key in ("rates", "n_cells", "T_left", "T_right")},
        **{key: config["exchange"]["weak_coupling"][key] for key in ("flip_rate", "chain_couplings")},
        gaps=config["exchange"]["gaps"],
    message:
        "Solving what is exact about energy exchange"
    script:
        "../scripts/solve_exchange.py"


rule tabulate_exchange_heat:
    input:
        kinetic=EXCHANGE_RUNS["kinetic_heat"],
        diffusing=EXCHANGE_RUNS["ginzburg_landau_heat"],
        kinetic_currents=EXCHANGE_TABLES["kinetic_currents"],
        ginzburg_landau=EXCHANGE_TABLES["ginzburg_landau"],
    output:
        **EXCHANGE_HEAT,
    params:
        sizes=config["exchange"]["heat"]["sizes"],
    message:
        "Energy exchange: rings in time beside the heat equation"
    script:
        "../scripts/tabulate_exchange_heat.py"


rule tabulate_exchange_levels:
    input:
        chain=LEVELS_CHAIN,
        provenance=LEVELS_CHAIN.replace(".npz", ".json"),
        jumps=EXCHANGE_RUNS["jumps"],
        paths=EXCHANGE_RUNS["paths"],
    output:
        **EXCHANGE_LEVELS,
    message:
        "Energy exchange: one chain at five levels"
    script:
        "../scripts/tabulate_exchange_levels.py"


rule compare_exchange:
    input:
        stationary=EXCHANGE_TABLES["stationary"],
        two_point=EXCHANGE_TABLES["two_point"],
        convergence=EXCHANGE_TABLES["convergence"],
        kinetic_currents=EXCHANGE_TABLES["kinetic_currents"],
        coupling=EXCHANGE_THEORY["coupling"],
        ginzburg_landau=EXCHANGE_TABLES["ginzburg_landau"],
    output:
        page=page("exchange", "comparison", "Theory and simulation"),
    message:
        "Energy exchange: theory beside simulation"
    script:
        "../scripts/compare_exchange.py"
