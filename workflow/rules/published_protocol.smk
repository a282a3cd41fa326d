# OLD
"""The published protocol against exact Gibbs samples: two starts, the same estimators."""

from thermochain.rotors.published_protocol.study.run import ProtocolRun, protocol_runs

PROTOCOL_RECORDS = [
    f"results/published_protocol/runs/{run.path}.npz"
    for runs in protocol_runs(config).values()
    for run in runs
]

PUBLISHED_PROTOCOL_TARGETS = [
    "results/published_protocol/tables/thermalisation.csv",
    "results/published_protocol/figures/thermalisation.png",
    "results/published_protocol/figures/thermalisation.pdf",
]


wildcard_constraints:
    start="langevin|gibbs",


rule simulate_published_protocol:
    output:
        record=f"results/published_protocol/runs/{ProtocolRun.PATTERN}.npz",
        provenance=f"results/published_protocol/runs/{ProtocolRun.PATTERN}.json",
    log:
        f"results/logs/simulate_published_protocol/{ProtocolRun.PATTERN}.log",
    cache: SHARED
    priority: 5
    resources:
        mem_mb=simulation_memory,
        runtime=simulation_minutes,
    params:
        run=spelled,
    message:
        "Comparing protocols: T = {wildcards.temperature}, start {wildcards.start}"
    script:
        "../scripts/simulate_published_protocol.py"


rule tabulate_thermalisation:
    input:
        records=PROTOCOL_RECORDS,
    output:
        table="results/published_protocol/tables/thermalisation.csv",
        page=report(
            "results/published_protocol/tables/thermalisation.html",
            caption="../report/published_protocol/thermalisation_table.rst",
            category="1 Comparison with the paper",
            labels={"table": "Published protocol and exact samples"},
        ),
    log:
        "results/logs/tabulate_thermalisation.log",
    message:
        "Tabulating what the published protocol does"
    script:
        "../scripts/tabulate_thermalisation.py"


rule draw_thermalisation:
    input:
        table="results/published_protocol/tables/thermalisation.csv",
    output:
        png=report(
            "results/published_protocol/figures/thermalisation.png",
            caption="../report/published_protocol/thermalisation.rst",
            category="1 Comparison with the paper",
            labels={"table": "What the published protocol does"},
        ),
        pdf="results/published_protocol/figures/thermalisation.pdf",
    log:
        "results/logs/draw_thermalisation.log",
    message:
        "Drawing what the published protocol does"
    script:
        "../scripts/draw_thermalisation.py"
