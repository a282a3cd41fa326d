"""Simulations of all subjects, one rule for each class in RUNS: a tuple of parameters is one path and one seed."""

# kind of simulation -> files of the user that it reads
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
            lambda wildcards, Kind=Kind: ("simulations" if is_small(run_of(Kind, wildcards)) else None)
        resources:
            mem_mb=lambda wildcards, Kind=Kind: job_mebibytes(run_of(Kind, wildcards)),
            runtime=lambda wildcards, attempt, Kind=Kind: job_minutes(run_of(Kind, wildcards), attempt=attempt),
        params:
            kind=f"{Kind.__module__}:{Kind.__name__}",
            # the cache identifies shared results by parameters, not by wildcards
            run=lambda wildcards: dict(wildcards),
        message:
            f"Simulating {Kind.NAME.replace('_', ' ')}: {Kind.PATTERN}".replace("{", "{wildcards.")
        script:
            "../scripts/simulate.py"
