"""D^p by a third route: rings under a gradient of momentum, and the current that it drives; all routes combined."""

from thermochain.rotors.validation.shear_response.study.configuration import shear_response_runs

VALIDATION_TARGETS += tables_of("shear_response", "routes", "combined").values()
TABLES_BEHIND["shear_response"] = tables_of("shear_response", "responses", "limits")
PICTURES["shear_response"] = {"shear_response": ("D^p from a driven flow, figure", ["responses", "limits"])}


rule tabulate_shear_response:
    input:
        onsager=ONSAGER,
        rings=[run.file for run in shear_response_runs(config)],
    output:
        **TABLES_BEHIND["shear_response"],
        page=page("shear_response", "limits", "D^p from a driven flow, table", "shear_response"),
    params:
        module="thermochain.rotors.validation.shear_response.study.table",
    message:
        "Estimating D^p from a driven flow"
    script:
        "../scripts/make_tables.py"


rule combine_routes:
    input:
        onsager=ONSAGER,
        momentum_flows=table("shear_response", "limits"),
        heat_flows=table("heat_response", "limits"),
        fluctuations=table("structure_factors", "diffusivities"),
        slips=table("phase_slips", "phase_slips"),
    output:
        **tables_of("shear_response", "routes", "combined"),
        page=page("shear_response", "combined", "Onsager coefficients from all routes"),
    params:
        module="thermochain.rotors.validation.study.combined_table",
    message:
        "Combining the routes to the Onsager coefficients"
    script:
        "../scripts/make_tables.py"
