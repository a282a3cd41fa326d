# OLD
"""Rings of another bond potential: a Python file with V and V' -> K^pp, K^ee and exact laws of equilibrium."""

BOND_POTENTIAL_TARGETS = ["results/bond_potential/tables/bond_potential.html"]


rule simulate_bond_potential:
    input:
        potential=named_file(config["bond_potential"]["file"]),
    output:
        table="results/bond_potential/tables/bond_potential.csv",
        page=report(
            "results/bond_potential/tables/bond_potential.html",
            caption="../report/bond_potential/bond_potential.rst",
            category="13 Another bond potential",
            labels={"shows": "Onsager coefficients"},
        ),
    log:
        "results/logs/simulate_bond_potential.log",
    cache: SHARED
    resources:
        mem_mb=800,
    params:
        section={
            key: value
            for key, value in config["bond_potential"].items()
            if key != "file"
        },
        seed=config["seed"],
    message:
        "Simulating rings of the potential in {input.potential}"
    script:
        "../scripts/simulate_bond_potential.py"
