"""Blocks that a wanted precision needs: planned from the stored blocks, then added to the study."""


include: "blocks.smk"


TARGETS += [table("green_kubo", "precision")]


checkpoint plan_blocks:
    input:
        blocks=[path for paths in BLOCKS_THERE.values() for path in paths],
    output:
        plan=table("green_kubo", "block_plan"),
        numbers=table("green_kubo", "planned_blocks"),
    params:
        **OTHER_POTENTIAL,
        blocks=BLOCKS_THERE,
        precision=PRECISION,
        n_pilot=config["green_kubo"]["blocks"],
    message:
        "Planning the blocks that the wanted precision needs"
    script:
        "../scripts/plan_blocks.py"


rule report_precision:
    input:
        onsager=ONSAGER,
        plan=table("green_kubo", "block_plan"),
    output:
        table=table("green_kubo", "precision"),
        page=page("green_kubo", "precision", "Precision asked for and reached"),
    params:
        precision=PRECISION,
        n_pilot=config["green_kubo"]["blocks"],
    message:
        "Comparing the precision reached with the one asked for"
    script:
        "../scripts/report_precision.py"
