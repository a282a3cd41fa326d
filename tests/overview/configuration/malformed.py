"""Malformed configurations: changes of the default one, and what the one line about each must hold."""

import re
from copy import deepcopy

import yaml

from tests.overview.every_run import run_functions
from tests.root import CONFIG, ROOT
from thermochain.overview.subjects import subjects_of
from thermochain.rotors.study.potential_file import configured_potential

SCHEMA = ROOT / "workflow/schemas/config.schema.yaml"
LONGEST = 300  # characters: three lines of a terminal

# path = YAML value [; path = YAML value ...], then what the message must hold: key, value, limit, remedy
CONTRADICTIONS = {
    "seed = 4294967296": ["seed = 4294967296", "<= 4294967295", "choose a value from 0"],
    "seed = 2021.0": ["seed = 2021.0", "type integer", "without point"],
    "seed = no": ["seed = False", "type integer", "YAML reads yes, no, on and off"],
    "seed = 2021-05-05": ["seed = datetime.date(2021, 5, 5)", "type integer", "whole number"],
    "seed = '2021'": ["seed = '2021'", "type integer", "without point or quotes"],
    "sead = 1": ["unknown key 'sead'", "did you mean 'seed'?"],
    "potential = nowhere.py": ["potential = nowhere.py", "must be rotors or a Python file", "correct the path"],
    "potential = 3": ["potential = 3", "type string", "write text"],
    "Exchange = {}": ["unknown key 'Exchange'", "did you mean 'exchange'?"],
    "green_kubo = [1]": ["green_kubo = [1]", "type object", "write its keys"],
    "green_kubo.temperatures = []": ["green_kubo.temperatures = []", "at least 4", "add 4 or more"],
    "green_kubo.temperatures = 0.3": ["green_kubo.temperatures = 0.3", "type array", "such as [1, 2]"],
    "green_kubo.temperatures[3] = 0.2": ["green_kubo.temperatures", "same entry twice, 0.2", "remove one"],
    "green_kubo.temperatures[3] = 0.20000000000001": [
        "green_kubo.temperatures",
        "twice",
        "0.2 to ten digits",
        "remove",
    ],
    "green_kubo.temperatures[3] = 0.2001": ["green_kubo.temperatures", "0.2 and 0.2001", "1 % or more", "leave out"],
    "green_kubo.temperatures[0] = 0.1": ["green_kubo.temperatures", "0.1", "begins at 0.2", "add a row"],
    "green_kubo.temperatures = [0.5, 0.6, 0.7, 1.6]": ["green_kubo.temperatures", "from 0.3 or below", "add temp"],
    "green_kubo.schedule[0].from = 0.22": ["green_kubo.temperatures", "0.2", "begins at 0.22", "add a row"],
    "green_kubo.schedule[2].from = 0.25": ["green_kubo.schedule", "two rows", "0.25", "merge"],
    "green_kubo.schedule[1].maximum_lag = 24000": ["green_kubo: maximum_lag=24000", "< duration=24000", "lengthen"],
    "green_kubo.schedule[1].duration = 24000.1": ["green_kubo: duration=24000.1", "multiple", "try 24000"],
    "green_kubo.schedule[1].duration = 1.0e+9": ["green_kubo: duration=1000000000", "GiB", "at most 8", "shorten"],
    "green_kubo.schedule[1].n_replicas = 16": ["n_replicas = 16", "batches", "needs 4", "choose"],
    "green_kubo.time_step = 0.15": ["green_kubo.sampling_interval=0.4", "multiple of time_step (0.15)", "try 0.45"],
    "green_kubo.sampling_interval = 0.8": ["green_kubo: sampling_interval=0.8", "lie in [0.1, 0.", "change within"],
    "green_kubo.blocks = 100000": ["green_kubo: blocks=100000", "1500000 simulations", "at most 10000", "take fewer"],
    "green_kubo.precision = {relative_error: {pp: 0.6}, max_core_hours: 1}": [
        "precision.relative_error.pp = 0.6",
        "<=",
    ],
    "green_kubo.precision = {}": ["green_kubo.precision", "'relative_error' is missing", "add it"],
    "green_kubo.fit_range = [3.5, 9]": ["green_kubo.fit_range = [3.5, 9]", "holds 0", "at least 4", "widen"],
    "green_kubo.fit_range = [1, 1]": ["green_kubo.fit_range = [1, 1]", "first must be below", "exchange or change"],
    "macroscopic.profile_points = 400": ["macroscopic.profile_points = 400", "odd", "try 401"],
    "macroscopic.map_points = 1.0e+300": ["macroscopic.map_points = 1e+300", "type integer", "whole number"],
    "evolution.first_time = 10": ["evolution.first_time = 10", "below last_time = 10", "try 0.001"],
    "evolution.n_frames = 241": ["evolution.n_frames = 241", "at most n_times = 240", "take fewer"],
    "evolution.n_cells = 100000; evolution.n_times = 100000": [
        "evolution: n_cells=100000",
        "GiB",
        "at most 16",
        "take",
    ],
    "evolution.n_cells = 13": ["evolution.n_cells = 13", "multiple of 2", "try 12"],
    "evolution.driven = null": ["evolution.driven = None", "type object", "write its keys"],
    "evolution.closed.temprature = 1": ["evolution.closed", "'temprature'", "did you mean 'temperature'?"],
    "regimes.map_points = 2002": ["regimes.map_points = 2002", "<= 2001", "choose a value from 5"],
    "driven.sizes[1].n_rotors = 65": ["driven: sizes", "twice", "65", "merge"],
    "driven.profiles.n_rotors = 100": ["driven: profiles.n_rotors=100", "one of sizes", "choose one"],
    "driven.effort[0].from = 0.1": ["driven: effort", "from 0", "0.1"],
    "driven.uphill.torques = []": ["driven.uphill.torques = []", "at least 1", "add 1"],
    "driven.uphill.torques = [0.1, 0.10000000000001]": [
        "driven.uphill.torques",
        "0.1 to ten digits",
        "remove",
    ],
    "driven.time_step = 0.15": ["driven: sampling interval=0.4", "time_step (0.15)", "try"],
    "driven.blocks = 100000": ["driven: blocks=100000", "simulations", "at most 10000", "take fewer"],
    "driven.n_replicas = 100000; driven.sizes[0].n_rotors = 100000": [
        "driven: n_rotors=257",
        "GiB",
        "at most 16",
    ],
    "driven.n_replicas = 31": ["driven.n_replicas = 31", "multiple of 8", "try 32"],
    "driven.friction = .inf": ["driven.friction = inf", "finite", "write one"],
    "relaxation.temperature_amplitude = 0.45": [
        "relaxation",
        "temperature_amplitude=0 ",
        "lie in",
        "raise",
    ],
    "relaxation.last_time = 0.21": ["relaxation: last_time=0.21", "multiple of interval", "try 0.2125"],
    "relaxation.n_cells = 24": ["relaxation: n_rotors=64", "multiple of n_cells (24)", "try 72"],
    "relaxation.sizes[1].n_rotors = 64": ["relaxation: sizes=[64, 64", "different", "add or remove"],
    "relaxation.last_time = 1000": ["relaxation", "GiB", "16"],
    "structure_factors.rings[0].temperature = 0.33": [
        "structure_factors.rings[0]",
        "0.33",
        "green_kubo.temp",
        "add it",
    ],
    "structure_factors.rings[0].maximum_lag = 16000": ["structure_factors.rings: maximum_lag=16000", "<", "lengthen"],
    "structure_factors.rings[0].relaxation = 6000": [
        "structure_factors.rings: relaxation=6000",
        "< maximum_lag",
        "leng",
    ],
    "structure_factors.rings[0].n_replicas = 1000000": ["n_replicas = 1000000", "multiple of 256", "try 999936"],
    "structure_factors.rings[0].duration = 1.0e+9": ["structure_factors.rings[0]", "GiB", "at most 16", "shorter"],
    "onsager_structure.temperatures = [0.55]": [
        "onsager_structure.temperatures[0]",
        "0.55",
        "not among",
        "add it there",
    ],
    "onsager_structure.mean_momentum = 1.0e-300": ["mean_momentum = 1e-300", ">= 1e-06", "choose a value"],
    "published_protocol.temperatures = [0.2]": [
        "published_protocol: temperatures",
        "0.2",
        "begins at 0.25",
        "add a row",
    ],
    "published_protocol.temperatures = [0.3, 0.30000000000001]": [
        "published_protocol.temperatures",
        "twice",
        "remove",
    ],
    "published_protocol.schedule[0].maximum_lag = 2600": ["published_protocol: maximum_lag=2600", "<", "lengthen"],
    "published_protocol.schedule[1].from = 0.25": ["published_protocol: schedule", "two rows", "merge"],
    "bias.ring_sizes[0].n_rotors = [64, 64]": ["bias.ring_sizes[0].n_rotors", "twice, 64", "remove one"],
    "bias.ring_sizes[0].maximum_lag = 9600": ["bias: maximum_lag=9600", "< duration=9600", "lengthen"],
    "bias.time_steps[0].time_steps = [0.1, 0.15]": ["bias: sampling_interval=0.4", "time_step (0.15)", "try"],
    "bias.ring_sizes[1] = {temperature: 0.3, n_rotors: [64], duration: 9600, maximum_lag: 1600, n_replicas: 1024}": [
        "bias.ring_sizes",
        "0.3",
        "twice",
        "remove one",
    ],
    "phase_slips.rings[0].duration = 1000.05": [
        "phase_slips.rings: duration=1000.05",
        "multiple of time_step",
        "try 10",
    ],
    "phase_slips.rings[1] = {temperature: 0.1, n_rotors: 256, duration: 1000, n_replicas: 8192}": [
        "phase_slips.rings",
        "twice",
        "remove one",
    ],
    "phase_slips.rings[0].n_rotors = 100000; phase_slips.rings[0].n_replicas = 999936": ["phase_slips.rings[0]", "GiB"],
    "contacts.time_step = 0.15": ["contacts: sampling interval", "time_step"],
    "shear_response.rings[0].relaxation = 401": [
        "shear_response.rings: relaxation=401",
        "restoring_interval",
        "try 400",
    ],
    "shear_response.rings[0].momentum_jumps = []": ["shear_response.rings[0].momentum_jumps", "at least 1", "add 1"],
    "shear_response.restoring_interval = 0.25": ["shear_response.rings: restoring_interval=0.25", "multiple", "try"],
    "heat_response.rings[0].relaxation = 1601": [
        "heat_response.rings: relaxation=1601",
        "restoring_interval",
        "try 160",
    ],
    "heat_response.rings[0].drives = []": ["heat_response.rings[0].drives", "at least 1", "add 1"],
    "heat_response.rings[0].drives = [0]": ["heat_response.rings[0].drives[0] = 0", ">= 1e-06"],
    "networks.anharmonic[1].example = 1": ["networks: anharmonic", "twice among [1, 1", "remove one"],
    "networks.anharmonic[0].time_step = 0.25; networks.anharmonic[0].duration = 400": [
        "networks: anharmonic: ",
        "time_step",
    ],
    "networks.anharmonic[0].duration = 401": ["networks: anharmonic: duration=401", "multiple of 80 steps", "try 400"],
    "networks.search.lifts = [0, 0]": ["networks.search.lifts", "twice, 0", "remove one"],
    "billiard.table.sagitta = 2.2": ["billiard.table", "sagitta=2.2", "throat", "take a smaller"],
    "billiard.n_exchanges = 30": ["billiard.n_exchanges=30", "batches=10", "take 40 or more"],
    "billiard.chain.n_cells = 100; billiard.chain.n_exchanges = 100": ["billiard.chain.n_exchanges=100", "take 20200"],
    "billiard.waiting.energy_ratios = [1]": ["billiard.waiting.energy_ratios", "at least 2", "add 1"],
    "harmonic.chain.T_right = 1": ["harmonic: chain.T_right=1", "differ from T_left", "change"],
    "harmonic.sizes = [64, 32, 128]": ["harmonic: sizes=[64, 32, 128]", "must increase", "sort them"],
    "harmonic.rings.temperature_wave = 1": ["harmonic: rings.temperature_wave=1", "temperature=1", "lower it"],
    "harmonic.rings.sizes = [64, 32, 128]": ["harmonic: rings.sizes=[64, 32, 128]", "must increase", "sort them"],
    "harmonic.diffusivities.rates = [1, 2]": ["harmonic: diffusivities.rates", "2", "try 1.9"],
    "harmonic.forced.sizes = [24, 12]": ["harmonic: forced.sizes=[24, 12]", "must increase", "sort them"],
    "harmonic.forced.mean_sizes = [24, 12]": ["harmonic: forced.mean_sizes=[24, 12]", "must increase", "sort them"],
    "harmonic.forced.simulation.duration = 57.62": [
        "harmonic: forced.simulation.duration=57.62",
        "multiple of 2 time steps",
        "try 57.6",
    ],
    "harmonic.simulation.duration = 0.05": [
        "harmonic: simulation.duration=0.05",
        "multiple of 100 time steps",
        "try 5",
    ],
    "harmonic.rotor_flips.maximum_lag = 150.12": ["harmonic: rotor_flips.maximum_lag=150.12", "multiple", "try 150.1"],
    "harmonic.sizes = [64, 510, 511, 512]": ["harmonic: sizes: the sizes 510, 511, 512", "at most 1000", "spread them"],
    "harmonic.diffusivities.sizes = [126, 127, 128]": ["diffusivities.sizes: the sizes 126, 127, 128", "spread them"],
    "harmonic.rotor_rings.coefficients.temperatures = [0.2999, 0.3, 0.3001]": [
        "harmonic: rotor_rings: the law of K is not determined",
        "condition number",
        "differ more",
    ],
    "harmonic.rotor_flips.stride = 5": ["harmonic: rotor_flips.rate * stride * time_step=0.25", "reduce stride"],
    "harmonic.rotor_rings.temperature_wave = 0.2": ["harmonic: rotor_rings: the coldest temperature=0.1", "measure K"],
    "harmonic.rotor_rings.interval = 0.011": ["harmonic: rotor_rings.interval n^2", "multiple of time_step", "try"],
    "harmonic.rotor_rings.coefficients.maximum_lag = 1500": [
        "harmonic: rotor_rings.coefficients.maximum_lag=1500",
        "half of duration",
        "lengthen",
    ],
    "harmonic.bending.maximum_lag = 2000": ["harmonic: bending.maximum_lag=2000", "half of duration", "lengthen"],
    "harmonic.rotor_flips.n_replicas = 100000; harmonic.rotor_flips.n_rotors = 100000": ["harmonic.rotor_flips", "GiB"],
    "exchange.rates = [sum_sqr]": ["exchange.rates[0] = 'sum_sqr'", "one of sum_sqrt", "did you mean 'sum_sqrt'?"],
    "exchange.rates = [{a: 1}]": ["exchange.rates[0] = {'a': 1}", "one of sum_sqrt", "remove it"],
    "exchange.full_shares.T_right = 1": ["exchange: full_shares.T_left=1", "must differ", "change"],
    "exchange.full_shares.ring.n_lags = 1000": ["exchange: full_shares.ring.n_lags=1000", "quarter", "record more"],
    "exchange.particles = [50, 50.0]": ["exchange.particles", "twice", "remove one"],
    "exchange.n_events = 1000.5": ["exchange.n_events = 1000.5", "type integer", "whole number"],
    "exchange.mesoscopic.n_paths = 100000000; exchange.n_cells = 100": ["exchange.mesoscopic", "GiB", "take fewer"],
    "exchange.weak_coupling.energies = [1, 2, 3]": ["weak_coupling.energies", "at most 2", "remove 1"],
    "anharmonic.conductivity.tensions = [0, 2, 1.99999]": [
        "anharmonic: conductivity: the law of the conductivity is not determined",
        "condition number",
        "tensions 0 and 2 of other squares",
    ],
    "anharmonic.conductivity.tensions = [0, 1]": ["conductivity.tensions = [0, 1]", "at least 3", "add 1"],
    "onsager_structure.temperatures = []": ["onsager_structure.temperatures = []", "at least 1", "add 1"],
    "exchange.levels = {n_events: 400, n_paths: 4, n_path: 4}": [
        "exchange.levels",
        "'n_path'",
        "did you mean 'n_paths'?",
    ],
}


def default():
    """The default configuration, with its optional part."""
    config = deepcopy(CONFIG)
    config["green_kubo"]["precision"] = {"relative_error": 0.01, "max_core_hours": 2}
    return config


def changed(config, path, value):
    """A configuration with another value at a path of keys and indices; the original stays as it is."""
    if not path:
        return value
    first, *rest = path
    copy = config.copy()
    inside = config[first] if rest else None
    copy[first] = changed(inside, rest, value)
    return copy


def apply(config, text):
    """The configuration with all changes of "path = value; path = value"."""
    for change in text.split("; "):
        name, _, value = change.partition(" = ")
        path = [int(part) if part.isdigit() else part for part in re.findall(r"[^.\[\]]+", name)]
        config = changed(config, path, yaml.safe_load(value))
    return config


def leaves(value, path=()):
    """Paths of all values and lists; of a list, the first entry stands for the others."""
    if isinstance(value, dict):
        for name, inside in value.items():
            yield from leaves(inside, (*path, name))
        return
    yield path
    if isinstance(value, list) and value:
        yield from leaves(value[0], (*path, 0))


def mappings(value, path=()):
    """Paths of all mappings."""
    if isinstance(value, dict):
        yield path
        for name, inside in value.items():
            yield from mappings(inside, (*path, name))
    elif isinstance(value, list) and value:
        yield from mappings(value[0], (*path, 0))


def expand(config):
    """Every list of simulations that the subjects make of a configuration."""
    for function in run_functions(subjects_of(configured_potential(config))):
        assert len(function(config)) > 0, function.__name__
