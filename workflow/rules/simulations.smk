"""All simulations: one tuple of parameters = one path = one seed, whatever the subject."""

# files of the user that a simulation reads
FILES_READ = {"bond_potential": [named_file(config["bond_potential"]["file"])]}


def run_of(Kind, wildcards):
    return Kind.from_wildcards(dict(wildcards))


for Kind in RUNS:

    rule:
        name:
            f"simulate_{Kind.NAME}"
        input:
            files=FILES_READ.get(Kind.NAME, []),
        output:
            arrays=f"{Kind.files()}.npz",
            provenance=f"{Kind.files()}.json",
        log:
            f"results/logs/simulate_{Kind.NAME}/{Kind.PATTERN}.log",
        wildcard_constraints:
            **Kind.wildcard_constraints(),
        cache: SHARED
        priority: 10
        group:
            lambda wildcards, Kind=Kind: (
                "simulations" if is_small(run_of(Kind, wildcards)) else None
            )
        resources:
            mem_mb=lambda wildcards, Kind=Kind: job_mebibytes(run_of(Kind, wildcards)),
            runtime=lambda wildcards, attempt, Kind=Kind: job_minutes(
                run_of(Kind, wildcards), attempt=attempt
            ),
        params:
            kind=f"{Kind.__module__}:{Kind.__name__}",
            # the key of shared results holds parameters, but no wildcards
            run=lambda wildcards: dict(wildcards),
        message:
            f"Simulating {Kind.NAME.replace('_', ' ')}: {Kind.PATTERN}".replace(
                "{", "{wildcards."
            )
        script:
            "../scripts/simulate.py"
