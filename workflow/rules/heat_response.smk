"""K^ee by a second route: rings under a heat field, and the current of energy that it drives."""

from thermochain.rotors.validation.heat_response.study.configuration import heat_response_runs

TABLES_BEHIND["heat_response"] = tables_of("heat_response", "responses", "limits")
PICTURES["heat_response"] = {"heat_response": ("K^ee from a heat flow, figure", ["responses", "limits"])}


rule tabulate_heat_response:
    input:
        onsager=ONSAGER,
        rings=[run.file for run in heat_response_runs(config)],
    output:
        **TABLES_BEHIND["heat_response"],
        page=page("heat_response", "limits", "K^ee from a heat flow, table", "heat_response"),
    params:
        module="thermochain.rotors.validation.heat_response.study.table",
    message:
        "Estimating K^ee from a heat flow"
    script:
        "../scripts/make_tables.py"
