"""Arrays and mappings are read-only, in every result class of the package and in what users make."""

import copy
import dataclasses
import importlib
import pickle
import pkgutil

import numpy as np
import pytest

import thermochain as tc
from thermochain.core.correlation import TimeCorrelations
from thermochain.core.read_only import ReadOnlyArrays
from thermochain.core.running_integral import RunningIntegral
from thermochain.oscillators.anharmonic.conductivity import ConductivityLaw
from thermochain.oscillators.harmonic.forced_chain import ForcedChain
from thermochain.rotors.onsager import ExponentialLaw


def has_arrays(thing):
    kinds = map(str, vars(thing)["__annotations__"].values())
    return any("ndarray" in kind.lower() and "Callable" not in kind for kind in kinds)


def result_classes():
    """Frozen dataclasses of the package that have arrays."""
    for module in pkgutil.walk_packages(tc.__path__, "thermochain."):
        for thing in vars(importlib.import_module(module.name)).values():
            here = isinstance(thing, type) and thing.__module__ == module.name and dataclasses.is_dataclass(thing)
            if here and thing.__dataclass_params__.frozen and "__annotations__" in vars(thing) and has_arrays(thing):
                yield thing


def arrays_of(result, path=""):
    """Arrays in the fields of a result, in what it has kept, and in the results that it holds, by name."""
    if isinstance(result, np.ndarray):
        yield path, result
    elif isinstance(result, tuple):
        for k, value in enumerate(result):
            yield from arrays_of(value, f"{path}[{k}]")
    elif isinstance(result, ReadOnlyArrays | tc.TransportCoefficients):
        for name, value in vars(result).items():
            yield from arrays_of(value, f"{path}.{name}")


def network_state():
    network = tc.OscillatorNetwork(springs={(1, 2): 1.0, (2, 3): 2.0}, friction={1: 1.0}, temperature={1: 1.0})
    state = network.steady_state()
    assert state.flux(1, 2) == state.bath_fluxes[1] == 0.0  # the fluxes are kept from now on
    return state


def correlations():
    rng = np.random.default_rng(1)
    return TimeCorrelations(1.0, 8, 0.1 * np.arange(40), *rng.normal(size=(3, 8, 40)))


BATHS = {"T_left": 1.0, "T_right": 1.5, "p_left": 0.0, "p_right": 0.5}
FLIPS = {"n": 3, "flip_rate": 1.0, "force": 0.5, "T_left": 1.0, "T_right": 2.0}


def exchange():
    return tc.EnergyExchange(rate="sum_sqrt", n_cells=3, particles_per_cell=2, T_left=1.0, T_right=2.0)


def evolution():
    found = tc.solve_evolution(
        tc.published_coefficients(), momentum=0.0, temperature=1.0, times=[0.0, 0.1], **BATHS, n_cells=8
    )
    assert np.all(found.entropy_production >= 0.0)
    assert found.energy_current.shape == (2, 8)  # the currents are kept from now on
    return found


RESULTS = {
    "coefficients": tc.published_coefficients,
    "stationary state": lambda: tc.solve_stationary(tc.published_coefficients(), **BATHS, n_cells=8),
    "profiles": lambda: tc.stationary_profiles(tc.published_coefficients(), x=[0.0, 1.0], **BATHS),
    "correlations": correlations,
    "network": network_state,
    "flip chain": lambda: tc.flip_chain_moments(**FLIPS),
    "equilibrium": lambda: exchange().equilibrium(),
    "stationary chain": lambda: exchange().simulate(n_events=1000, seed=1),
    "evolution": evolution,
    "driven chain": lambda: tc.simulate_rotor_ness(n_rotors=5, T_left=1.0, T_right=1.0, duration=512, n_replicas=8),
}


def test_every_result_class_of_the_package_has_the_one_mechanism():
    classes = list(result_classes())
    assert len(classes) > 30  # they are found
    assert [thing for thing in classes if not issubclass(thing, ReadOnlyArrays)] == []


@pytest.mark.parametrize("name", RESULTS)
def test_no_array_of_a_public_result_can_be_changed_nor_one_of_its_copies(name):
    result = RESULTS[name]()
    found = dict(arrays_of(result))
    assert found
    for made in (result, copy.deepcopy(result), pickle.loads(pickle.dumps(result))):
        for place, array in arrays_of(made):
            with pytest.raises(ValueError, match="read-only"):
                array[...] = 0.0
            np.testing.assert_array_equal(array, found[place])


@pytest.mark.parametrize(
    ("make", "names"),
    [
        (lambda a, b: ExponentialLaw(a, b), ("parameters", "covariance")),
        (lambda a, b: ConductivityLaw(1.0, 0.0, 1.0, 2.0, a, b), ("parameters", "covariance")),
        (lambda a, b: RunningIntegral(a, b), ("times", "batches")),
        (lambda a, b: TimeCorrelations(1.0, 4, a, b, b, b), ("lag_times", "pp")),
    ],
)
def test_arrays_that_a_user_gives_remain_the_users_and_do_not_change_the_result(make, names):
    a, b = np.arange(3.0), np.eye(3)
    result = make(a, b)
    a[0] = b[0, 0] = 7.0  # they can be written to
    assert getattr(result, names[0])[0] == 0.0
    assert getattr(result, names[1])[0, 0] == 1.0


def test_a_large_result_is_not_copied():
    @dataclasses.dataclass(frozen=True)
    class Result(ReadOnlyArrays):
        values: np.ndarray

    large = np.zeros(1000)
    assert np.shares_memory(Result(large).values, large)
    assert large.flags.writeable


MAPPINGS = {"springs": {(1, 2): 1.0, (2, 3): 2.0}, "friction": {1: 1.0}, "temperature": {1: 1.0}}
MAPPINGS |= {"pinning": {1: 0.5, 3: 1.0}, "masses": {2: 3.0}}
CHANGES = [
    lambda mapping: mapping.__setitem__(next(iter(mapping)), 9.0),
    lambda mapping: mapping.__delitem__(next(iter(mapping))),
    lambda mapping: mapping.update({(1, 3): 9.0}),
    lambda mapping: mapping.__ior__({(1, 3): 9.0}),
    lambda mapping: mapping.setdefault((1, 3), 9.0),
    lambda mapping: mapping.pop(next(iter(mapping))),
    lambda mapping: mapping.popitem(),
    lambda mapping: mapping.clear(),
]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("name", MAPPINGS)
def test_no_mapping_of_a_network_can_be_changed_nor_one_of_its_copies(name, change):
    network = tc.OscillatorNetwork(**MAPPINGS)
    for made in (network, copy.copy(network), copy.deepcopy(network), pickle.loads(pickle.dumps(network))):
        with pytest.raises(TypeError, match="read-only; make a dict of it"):
            change(getattr(made, name))
        assert getattr(made, name) == MAPPINGS[name]


def test_mappings_of_a_network_are_equal_to_dicts_and_serve_as_dicts():
    network = tc.OscillatorNetwork(**MAPPINGS)
    assert dataclasses.asdict(network) == MAPPINGS
    assert network.springs | {(1, 3): 4.0} == MAPPINGS["springs"] | {(1, 3): 4.0}
    dict(network.springs)[1, 3] = 4.0  # a copy of the user's own
    again = dataclasses.replace(network, springs=network.springs | {(1, 3): 4.0})
    assert again.pinning == network.pinning
    assert again.stiffness[0, 2] == -4.0
    same = pickle.loads(pickle.dumps(network))
    assert same.steady_state().covariance.tolist() == network.steady_state().covariance.tolist()


def test_a_mapping_that_a_user_gives_remains_the_users_and_does_not_change_the_object():
    springs, harmonics = dict(MAPPINGS["springs"]), {1: 0.7}
    network = tc.OscillatorNetwork(**MAPPINGS | {"springs": springs})
    chain = ForcedChain(3, 1.0, 2.0, harmonics, 0.8, 1.0)
    springs[1, 3] = harmonics[1] = 9.0  # they can be written to
    assert network.springs == MAPPINGS["springs"]
    assert chain.harmonics == {1: 0.7}
    with pytest.raises(TypeError, match="read-only"):
        chain.harmonics[2] = 1.0
