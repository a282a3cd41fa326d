"""The published protocol against exact Gibbs samples: two starts, the same estimators."""

from thermochain.rotors.published_protocol.study.configuration import (
    published_protocol_runs,
)

PROTOCOL_PICTURES = {"thermalisation": "What the published protocol does"}
TARGETS += [
    table("published_protocol", "thermalisation"),
    *picture_files("published_protocol", PROTOCOL_PICTURES),
]


rule tabulate_published_protocol:
    input:
        records=[run.file for run in published_protocol_runs(config)],
    output:
        table=table("published_protocol", "thermalisation"),
        page=page(
            "published_protocol",
            "thermalisation",
            "Published protocol and exact samples",
            "thermalisation_table",
        ),
    log:
        "results/logs/tabulate_published_protocol.log",
    message:
        "Comparing the published protocol with exact samples"
    script:
        "../scripts/tabulate_published_protocol.py"


rule draw_published_protocol:
    input:
        table=table("published_protocol", "thermalisation"),
    output:
        **pictures("published_protocol", PROTOCOL_PICTURES),
    log:
        "results/logs/draw_published_protocol.log",
    params:
        pictures={
            "thermalisation": (
                "thermochain.rotors.published_protocol.figures.thermalisation",
                ["table"],
            )
        },
    message:
        "Drawing what the published protocol does"
    script:
        "../scripts/draw.py"
