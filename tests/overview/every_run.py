"""All simulations of a configuration, from the functions `..._runs` of every subject."""

from importlib import import_module

from thermochain.overview.subjects import HOMES, subjects_of
from thermochain.rotors.study.potential_file import configured_potential
from thermochain.runs.identity import Run


def run_functions(subjects):
    """Every function of the configuration of these subjects that lists simulations."""
    for subject in subjects:
        module = import_module(f"{HOMES[subject]}.study.configuration")
        for name, function in vars(module).items():
            if name.endswith("_runs") and getattr(function, "__module__", "") == module.__name__:
                yield function


def flat(runs):
    """The runs in lists and mappings of whatever depth."""
    if isinstance(runs, Run):
        yield runs
        return
    for inner in runs.values() if isinstance(runs, dict) else runs:
        yield from flat(inner)


def every_run(config):
    """Path below the results -> run, of all simulations that a configuration asks for."""
    subjects = subjects_of(configured_potential(config))
    return {run.file: run for function in run_functions(subjects) for run in flat(function(config))}


def merged(base, override):
    """Override keys of nested mappings as Snakemake does."""
    result = dict(base)
    for key, value in override.items():
        both = isinstance(value, dict) and isinstance(result.get(key), dict)
        result[key] = merged(result[key], value) if both else value
    return result
