"""The published protocol against exact Gibbs samples: two starts, the same estimators."""

from thermochain.rotors.published_protocol.study.configuration import (
    published_protocol_runs,
)

TABLES_BEHIND["published_protocol"] = {
    "thermalisation": table("published_protocol", "thermalisation")
}
PICTURES["published_protocol"] = {
    "thermalisation": ("What the published protocol does", ["thermalisation"])
}


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
    message:
        "Comparing the published protocol with exact samples"
    script:
        "../scripts/tabulate_published_protocol.py"
