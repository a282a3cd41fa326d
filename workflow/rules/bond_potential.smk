"""Rings of another bond potential: a Python file with V and V' -> K^pp, K^ee and exact laws of equilibrium."""

from thermochain.rotors.bond_potential.study.configuration import bond_potential_runs
from thermochain.rotors.bond_potential.study.run import BondPotentialRun

TARGETS += [table("bond_potential", "bond_potential")]


rule simulate_bond_potential:
    input:
        potential=named_file(config["bond_potential"]["file"]),
    output:
        arrays=f"{BondPotentialRun.files()}.npz",
        provenance=f"{BondPotentialRun.files()}.json",
    log:
        f"results/logs/simulate_bond_potential/{BondPotentialRun.PATTERN}.log",
    wildcard_constraints:
        **BondPotentialRun.wildcard_constraints(),
    cache: SHARED
    priority: 10
    group:
        lambda wildcards: (
            "simulations" if is_small(run_of(BondPotentialRun, wildcards)) else None
        )
    resources:
        mem_mb=lambda wildcards: job_mebibytes(run_of(BondPotentialRun, wildcards)),
        runtime=lambda wildcards, attempt: job_minutes(
            run_of(BondPotentialRun, wildcards), attempt=attempt
        ),
    params:
        kind=f"{BondPotentialRun.__module__}:{BondPotentialRun.__name__}",
        run=lambda wildcards: dict(wildcards),
        extra=lambda wildcards, input: [input.potential],
    message:
        "Simulating rings of the potential in {input.potential}, T = {wildcards.temperature}"
    script:
        "../scripts/simulate.py"


rule tabulate_bond_potential:
    input:
        rings=[run.file for run in bond_potential_runs(config)],
    output:
        table=table("bond_potential", "bond_potential"),
        page=page("bond_potential", "bond_potential", "Onsager coefficients"),
    log:
        "results/logs/tabulate_bond_potential.log",
    params:
        name=Path(config["bond_potential"]["file"]).stem,
    message:
        "Estimating the Onsager coefficients of the potential {params.name}"
    script:
        "../scripts/tabulate_bond_potential.py"


rule bond_potential:
    input:
        table("bond_potential", "bond_potential"),
