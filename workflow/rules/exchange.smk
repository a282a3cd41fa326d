"""Stochastic energy exchange: limits of many particles, full shares, weak coupling, one chain at five levels."""

from thermochain.exchange.billiard.study.configuration import chain_run
from thermochain.exchange.study.configuration import exchange_files

EXCHANGE_RUNS = exchange_files(config)
LEVELS_CHAIN = chain_run(config).file
EXCHANGE_TABLES = {
    name: f"results/exchange/figures/{name}.csv"
    for name in (
        "stationary",
        "covariance_in_time",
        "convergence",
        "two_point",
        "kinetic",
        "kinetic_currents",
        "pairs",
        "ginzburg_landau",
    )
}
EXCHANGE_THEORY = {
    name: f"results/exchange/figures/{name}.csv"
    for name in ("fourier", "correlations", "coupling")
}
EXCHANGE_LEVELS = "results/exchange/figures/levels.csv"
EXCHANGE_PICTURES = {
    "covariance": "Fluctuations",
    "limits": "Limits of many particles",
    "full_shares": "Full shares",
    "weak_coupling": "Weak coupling",
    "correlations": "Long-range correlations",
    "levels": "From the billiard to the heat equation",
}
TARGETS += [
    "results/exchange/tables/comparison.html",
    *picture_files("exchange", EXCHANGE_PICTURES),
]


rule tabulate_exchange:
    input:
        **{
            purpose: paths
            for purpose, paths in EXCHANGE_RUNS.items()
            if purpose not in ("jumps", "paths")
        },
    output:
        **EXCHANGE_TABLES,
    log:
        "results/logs/tabulate_exchange.log",
    message:
        "Tabulating the simulations of energy exchange"
    script:
        "../scripts/tabulate_exchange.py"


rule solve_exchange:
    output:
        **EXCHANGE_THEORY,
    log:
        "results/logs/solve_exchange.log",
    params:
        **{
            key: config["exchange"][key]
            for key in ("rates", "n_cells", "T_left", "T_right")
        },
        **{
            key: config["exchange"]["weak_coupling"][key]
            for key in ("flip_rate", "chain_couplings")
        },
    message:
        "Solving what is exact about energy exchange"
    script:
        "../scripts/solve_exchange.py"


rule tabulate_exchange_levels:
    input:
        chain=LEVELS_CHAIN,
        provenance=LEVELS_CHAIN.replace(".npz", ".json"),
        jumps=EXCHANGE_RUNS["jumps"],
        paths=EXCHANGE_RUNS["paths"],
    output:
        levels=EXCHANGE_LEVELS,
    log:
        "results/logs/tabulate_exchange_levels.log",
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
    log:
        "results/logs/compare_exchange.log",
    message:
        "Energy exchange: theory beside simulation"
    script:
        "../scripts/compare_exchange.py"


rule draw_exchange:
    input:
        **EXCHANGE_TABLES,
        **EXCHANGE_THEORY,
        levels=EXCHANGE_LEVELS,
    output:
        **pictures("exchange", EXCHANGE_PICTURES),
    log:
        "results/logs/draw_exchange.log",
    params:
        pictures={
            "covariance": (
                "thermochain.exchange.figures.covariance",
                ["stationary", "covariance_in_time"],
            ),
            "limits": (
                "thermochain.exchange.figures.limits",
                ["convergence", "fourier"],
            ),
            "full_shares": (
                "thermochain.exchange.figures.full_shares",
                ["two_point", "kinetic", "kinetic_currents"],
            ),
            "weak_coupling": (
                "thermochain.exchange.figures.weak_coupling",
                ["pairs", "coupling"],
            ),
            "correlations": (
                "thermochain.exchange.figures.correlations",
                ["correlations"],
            ),
            "levels": ("thermochain.exchange.figures.levels", ["levels"]),
        },
    message:
        "Drawing the energy exchange"
    script:
        "../scripts/draw.py"
