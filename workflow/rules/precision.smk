"""Blocks that a wanted precision needs: planned from the blocks that there are, then added to the study."""


include: "blocks.smk"


PRECISION_TARGETS = ["results/tables/precision.csv"]


checkpoint plan_blocks:
    input:
        blocks=[path for paths in BLOCKS_THERE.values() for path in paths],
        code=code("study.equilibrium.precision", "study.equilibrium.precision_message"),
    output:
        plan="results/tables/block_plan.csv",
        numbers="results/tables/planned_blocks.csv",
    log:
        "results/logs/plan_blocks.log",
    conda:
        "../../environment.yml"
    params:
        blocks=BLOCKS_THERE,
        precision=PRECISION,
        n_pilot=config["green_kubo"]["blocks"],
    message:
        "Planning the blocks that the wanted precision needs"
    script:
        "../scripts/plan_blocks.py"


rule report_precision:
    input:
        onsager="results/tables/onsager.csv",
        plan="results/tables/block_plan.csv",
        code=code("study.equilibrium.precision", "study.equilibrium.precision_message"),
    output:
        table="results/tables/precision.csv",
        page=report(
            "results/tables/precision.html",
            caption="../report/precision.rst",
            category="1 Comparison with the paper",
            labels={"table": "Precision asked for and reached"},
        ),
    log:
        "results/logs/report_precision.log",
    conda:
        "../../environment.yml"
    params:
        precision=PRECISION,
        n_pilot=config["green_kubo"]["blocks"],
    message:
        "Comparing the precision reached with the one asked for"
    script:
        "../scripts/report_precision.py"
