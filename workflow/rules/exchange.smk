"""Stochastic energy exchange: limits of many particles, full shares, weak coupling, one chain at five levels."""

from thermochain.exchange.billiard.study.configuration import chain_run
from thermochain.exchange.study.configuration import exchange_files

# purpose of simulations -> their files
EXCHANGE_RUNS = exchange_files(config)
# purposes of simulations that have a rule of their own, for the levels and for the rings in time
EXCHANGE_APART = ("jumps", "paths", "kinetic_heat", "ginzburg_landau_heat")
# simulation of the billiard's chain, which is the first of the levels
LEVELS_CHAIN = chain_run(config).file
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
TABLES_BEHIND["exchange"] = behind("exchange")
# tables that are solved for, those of rings in time, and those that the page compares; all others are of simulations
EXCHANGE_THEORY = ("fourier", "correlations", "coupling", "barrier", "gaps", "mobility")
EXCHANGE_HEAT = ("heat", "heat_errors")
EXCHANGE_COMPARED = ("stationary", "two_point", "convergence", "kinetic_currents", "coupling", "ginzburg_landau")
EXCHANGE_SIMULATED = [
    name for name in TABLES_BEHIND["exchange"] if name not in (*EXCHANGE_THEORY, *EXCHANGE_HEAT, "levels")
]
TARGETS += ["results/exchange/tables/comparison.html"]


rule tabulate_exchange:
    input:
        **{purpose: paths for purpose, paths in EXCHANGE_RUNS.items() if purpose not in EXCHANGE_APART},
    output:
        **behind("exchange", *EXCHANGE_SIMULATED),
    params:
        module="thermochain.exchange.study.tables",
    message:
        "Tabulating the simulations of energy exchange"
    script:
        "../scripts/make_tables.py"


rule solve_exchange:
    output:
        **behind("exchange", *EXCHANGE_THEORY),
    params:
        **{key: config["exchange"][key] for key in ("rates", "n_cells", "T_left", "T_right")},
        **{key: config["exchange"]["weak_coupling"][key] for key in ("flip_rate", "chain_couplings")},
        module="thermochain.exchange.study.theory",
        gaps=config["exchange"]["gaps"],
    message:
        "Solving what is exact about energy exchange"
    script:
        "../scripts/make_tables.py"


rule tabulate_exchange_heat:
    input:
        **behind("exchange", "kinetic_currents", "ginzburg_landau"),
        kinetic=EXCHANGE_RUNS["kinetic_heat"],
        diffusing=EXCHANGE_RUNS["ginzburg_landau_heat"],
    output:
        **behind("exchange", *EXCHANGE_HEAT),
    params:
        module="thermochain.exchange.study.heat",
        sizes=config["exchange"]["heat"]["sizes"],
    message:
        "Energy exchange: rings in time beside the heat equation"
    script:
        "../scripts/make_tables.py"


rule tabulate_exchange_levels:
    input:
        chain=LEVELS_CHAIN,
        provenance=record_of(LEVELS_CHAIN),
        jumps=EXCHANGE_RUNS["jumps"],
        paths=EXCHANGE_RUNS["paths"],
    output:
        **behind("exchange", "levels"),
    params:
        module="thermochain.exchange.study.levels",
    message:
        "Energy exchange: one chain at five levels"
    script:
        "../scripts/make_tables.py"


rule compare_exchange:
    input:
        **behind("exchange", *EXCHANGE_COMPARED),
    output:
        page=page("exchange", "comparison", "Theory and simulation"),
    params:
        module="thermochain.exchange.study.pages",
    message:
        "Energy exchange: theory beside simulation"
    script:
        "../scripts/make_tables.py"
