"""Simulations of all subjects, one rule for each class in RUNS: a tuple of parameters is one path and one seed."""


def run_of(Kind, wildcards):
    """The simulation that a job makes."""
    return Kind.from_wildcards(dict(wildcards))


for Kind in RUNS:
    if Kind.SUBJECT not in SUBJECTS:
        continue
    # the path of a run with another potential than that of rotors begins with the name of the potential
    pattern = Kind.PATTERN if OF_ROTORS else Kind.patterns()[-1]
    files = f"results/{Kind.SUBJECT}/runs/{pattern}"

    rule:
        name:
            f"simulate_{Kind.NAME}"
        output:
            arrays=f"{files}.npz",
            provenance=f"{files}.json",
        log:
            f"results/logs/simulate_{Kind.NAME}/{pattern}.log",
        wildcard_constraints:
            **Kind.wildcard_constraints(),
        cache: SHARED
        # before most tables and pictures, since simulations take longest
        priority: 10
        # a batch system gets some short simulations as one job; local runs ignore groups
        group:
            lambda wildcards, Kind=Kind: ("simulations" if is_small(run_of(Kind, wildcards)) else None)
        resources:
            mem_mb=lambda wildcards, Kind=Kind: job_mebibytes(run_of(Kind, wildcards)),
            runtime=lambda wildcards, attempt, Kind=Kind: job_minutes(run_of(Kind, wildcards), attempt=attempt),
        params:
            **OTHER_POTENTIAL,
            kind=f"{Kind.__module__}:{Kind.__name__}",
            # the cache identifies shared results by parameters, not by wildcards
            run=lambda wildcards: dict(wildcards),
        message:
            f"Simulating {Kind.NAME.replace('_', ' ')}: {pattern}".replace("{", "{wildcards.")
        script:
            "../scripts/simulate.py"
