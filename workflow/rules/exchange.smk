# OLD
"""Stochastic energy exchange: limits of many particles, full shares, weak coupling."""

EXCHANGE = "results/exchange/figures"
EXCHANGE_PARTS = {
    "stationary": ("stationary", "covariance_in_time", "fourier", "correlations"),
    "convergence": ("convergence",),
    "full_shares": ("two_point", "kinetic", "kinetic_currents"),
    "weak_coupling": ("pairs", "coupling", "ginzburg_landau"),
}
EXCHANGE_PICTURES = {
    "covariance": (("stationary", "covariance_in_time"), "Fluctuations"),
    "limits": (("convergence", "fourier"), "Limits of many particles"),
    "full_shares": (("two_point", "kinetic", "kinetic_currents"), "Full shares"),
    "weak_coupling": (("pairs", "coupling"), "Weak coupling"),
    "correlations": (("correlations",), "Long-range correlations"),
    "levels": (("levels",), "From the billiard to the heat equation"),
}
EXCHANGE_PART_OF = {
    table: part for part, tables in EXCHANGE_PARTS.items() for table in tables
} | {"levels": "levels"}
EXCHANGE_COMPARED = (
    "stationary",
    "two_point",
    "convergence",
    "kinetic_currents",
    "coupling",
    "ginzburg_landau",
)
EXCHANGE_TARGETS = [
    f"{EXCHANGE}/comparison.html",
    *expand(
        "{folder}/exchange_{picture}.{suffix}",
        folder=EXCHANGE,
        picture=EXCHANGE_PICTURES,
        suffix=["png", "pdf"],
    ),
]


for part, tables in EXCHANGE_PARTS.items():

    rule:
        name:
            f"tabulate_exchange_{part}"
        output:
            **{table: f"{EXCHANGE}/exchange_{table}.csv" for table in tables},
        log:
            f"results/logs/tabulate_exchange_{part}.log",
        cache: SHARED
        params:
            part=part,
            section=config["exchange"],
            seed=config["seed"],
        message:
            f"Energy exchange: {part.replace('_', ' ')}"
        script:
            "../scripts/tabulate_exchange.py"


for picture, (tables, title) in EXCHANGE_PICTURES.items():

    rule:
        name:
            f"draw_exchange_{picture}"
        input:
            **{table: f"{EXCHANGE}/exchange_{table}.csv" for table in tables},
        output:
            png=report(
                f"{EXCHANGE}/exchange_{picture}.png",
                caption=f"../report/exchange_{picture}.rst",
                category="12 Energy exchange",
                labels={"shows": title},
            ),
            pdf=f"{EXCHANGE}/exchange_{picture}.pdf",
        log:
            f"results/logs/draw_exchange_{picture}.log",
        params:
            picture=picture,
            kinds={table: EXCHANGE_PART_OF[table] for table in tables},
        message:
            f"Drawing: {title}"
        script:
            "../scripts/draw_exchange.py"


rule compare_exchange:
    input:
        **{table: f"{EXCHANGE}/exchange_{table}.csv" for table in EXCHANGE_COMPARED},
    output:
        report(
            f"{EXCHANGE}/comparison.html",
            caption="../report/exchange/comparison.rst",
            category="12 Energy exchange",
            labels={"shows": "Theory and simulation"},
        ),
    log:
        "results/logs/compare_exchange.log",
    params:
        kinds={table: EXCHANGE_PART_OF[table] for table in EXCHANGE_COMPARED},
    message:
        "Energy exchange: theory beside simulation"
    script:
        "../scripts/compare_exchange.py"


rule join_exchange_levels:
    input:
        chain="results/billiard/runs/chain.npz",
        provenance="results/billiard/runs/chain.json",
    output:
        levels=f"{EXCHANGE}/exchange_levels.csv",
    log:
        "results/logs/join_exchange_levels.log",
    params:
        chain=config["billiard"]["chain"],
        settings=config["exchange"]["levels"],
        seed=config["seed"],
    message:
        "Energy exchange: one chain at five levels"
    script:
        "../scripts/join_exchange_levels.py"
