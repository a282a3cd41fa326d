"""The published protocol against exact Gibbs samples: two starts, the same estimators."""

from thermochain.study.equilibrium.protocol_run import ProtocolRun, protocol_runs

PROTOCOL_RECORDS = [
    f"results/published_protocol/{run.path}.npz"
    for runs in protocol_runs(config).values()
    for run in runs
]

PUBLISHED_PROTOCOL_TARGETS = [
    "results/tables/thermalisation.csv",
    "results/figures/ours/thermalisation.png",
    "results/figures/ours/thermalisation.pdf",
]


wildcard_constraints:
    start="langevin|gibbs",


rule simulate_published_protocol:
    input:
        code=code(
            "study.equilibrium.protocol_simulation",
            "study.equilibrium.protocol_record",
        ),
    output:
        record=f"results/published_protocol/{ProtocolRun.PATTERN}.npz",
        provenance=f"results/published_protocol/{ProtocolRun.PATTERN}.json",
    log:
        f"results/logs/simulate_published_protocol/{ProtocolRun.PATTERN}.log",
    cache: SHARED
    priority: 5
    conda:
        "../../environment.yml"
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
        code=code(
            "study.validation.protocol_table",
            "study.equilibrium.protocol_record",
            "study.disk.tables",
        ),
    output:
        table="results/tables/thermalisation.csv",
        page=report(
            "results/tables/thermalisation.html",
            caption="../report/thermalisation_table.rst",
            category="1 Comparison with the paper",
            labels={"table": "Published protocol and exact samples"},
        ),
    log:
        "results/logs/tabulate_thermalisation.log",
    conda:
        "../../environment.yml"
    message:
        "Tabulating what the published protocol does"
    script:
        "../scripts/tabulate_thermalisation.py"


rule draw_thermalisation:
    input:
        table="results/tables/thermalisation.csv",
        code=code(
            "figures.thermalisation",
            "study.disk.tables",
            "study.disk.figure_files",
            "study.validation.protocol_table",
        ),
    output:
        png=report(
            "results/figures/ours/thermalisation.png",
            caption="../report/thermalisation.rst",
            category="1 Comparison with the paper",
            labels={"table": "What the published protocol does"},
        ),
        pdf="results/figures/ours/thermalisation.pdf",
    log:
        "results/logs/draw_thermalisation.log",
    conda:
        "../../environment.yml"
    message:
        "Drawing what the published protocol does"
    script:
        "../scripts/draw_thermalisation.py"
