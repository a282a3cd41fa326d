"""Rings of another bond potential: a Python file with V and V' -> K^pp, K^ee and exact laws of equilibrium."""

from thermochain.rotors.bond_potential.study.configuration import bond_potential_runs

TARGETS += [table("bond_potential", "bond_potential")]


rule tabulate_bond_potential:
    input:
        rings=[run.file for run in bond_potential_runs(config)],
    output:
        table=table("bond_potential", "bond_potential"),
        page=page("bond_potential", "bond_potential", "Onsager coefficients"),
    params:
        name=Path(config["bond_potential"]["file"]).stem,
    message:
        "Estimating the Onsager coefficients of the potential {params.name}"
    script:
        "../scripts/tabulate_bond_potential.py"


rule bond_potential:
    input:
        table("bond_potential", "bond_potential"),
