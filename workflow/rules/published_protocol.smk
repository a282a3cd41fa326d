"""The published protocol against exact Gibbs samples: two starts, several Langevin times, the same estimators."""

from thermochain.rotors.published_protocol.study.configuration import langevin_time_runs, published_protocol_runs

TABLES_BEHIND["published_protocol"] = tables_of("published_protocol", "thermalisation", "langevin_times")
PICTURES["published_protocol"] = {
    "thermalisation": ("What the published protocol does", ["thermalisation"]),
    "langevin_times": ("Longer Langevin dynamics, up to equilibrium", ["langevin_times"]),
}


rule tabulate_published_protocol:
    input:
        thermalisation=[run.file for run in published_protocol_runs(config)],
        langevin_times=[run.file for run in langevin_time_runs(config)],
    output:
        **TABLES_BEHIND["published_protocol"],
        thermalisation_page=page(
            "published_protocol", "thermalisation", "Published protocol and exact samples", "thermalisation_table"
        ),
        langevin_times_page=page(
            "published_protocol",
            "langevin_times",
            "Longer Langevin dynamics and exact samples",
            "langevin_times_table",
        ),
    message:
        "Comparing the published protocol with exact samples"
    script:
        "../scripts/tabulate_published_protocol.py"
