"""Diffusivities from the decay of equilibrium fluctuations, without Green-Kubo integrals."""

from thermochain.rotors.validation.structure_factors.study.configuration import relaxation_times, structure_factors_runs

TABLES_BEHIND["structure_factors"] = tables_of("structure_factors", "factors", "diffusivities")
PICTURES["structure_factors"] = {
    "structure_factors": ("Diffusivities from structure factors, figure", ["factors", "diffusivities"])
}


rule measure_diffusivities:
    input:
        onsager=ONSAGER,
        modes=[run.file for run in structure_factors_runs(config)],
    output:
        **TABLES_BEHIND["structure_factors"],
        page=page(
            "structure_factors", "diffusivities", "Diffusivities from structure factors, table", "structure_factors"
        ),
    params:
        module="thermochain.rotors.validation.structure_factors.study.table",
        relaxations=relaxation_times(config),
    message:
        "Measuring diffusivities from the decay of fluctuations"
    script:
        "../scripts/make_tables.py"
