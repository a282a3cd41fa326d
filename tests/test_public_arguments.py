"""The public interface under arbitrary arguments: a finite result, or one line that names what is wrong."""

import inspect
import warnings
from functools import cache

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import thermochain
from thermochain.rotors.green_kubo.study.coefficients import save_coefficients
from thermochain.rotors.potential import ROTORS

# the same examples on every machine; how long one takes depends on compilation
bounded = settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors],
)
LONGEST = 300  # characters of a message

# every one is wrong for an argument of any kind
NEVER = st.one_of(
    st.sampled_from(
        [np.nan, np.inf, -np.inf, np.float64("nan"), 10**30, 10**400, 1j, b"x", object(), (1, "a"), {"a": 1}]
    ),
    st.sampled_from([{}, set(), [[1], [2, 3]], np.array([np.nan]), np.array("x"), np.array([None]), -(10**30)]),
    st.text(max_size=3).filter(lambda text: text not in ("left", "fast")),
    arrays(float, st.sampled_from([(0,), (2, 0), (3, 3)]), elements=st.floats(-1e3, 1e3)),
    st.complex_numbers(),
)
# these may be right
PERHAPS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 12),
    st.floats(-10, 10),
    st.floats(min_value=1e200),
    st.floats(max_value=-1e200),
    st.floats(0, 1e-200),
    st.lists(st.floats(-2, 2), max_size=3),
    arrays(float, st.integers(0, 3), elements=st.floats(-2, 2)),
)

PUBLISHED = thermochain.published_coefficients()
BOUNDARY = {"coefficients": PUBLISHED, "T_left": 0.5, "T_right": 0.4, "p_left": 0.0, "p_right": 0.5}
EVOLUTION = {"coefficients": PUBLISHED, "momentum": 0.0, "temperature": 0.5, "times": [0.0, 0.1], "n_cells": 6}
EVOLUTION |= {"T_left": 0.5, "p_left": 0.0, "T_right": 0.4, "p_right": 0.1, "periodic": False, "tolerance": 1e-4}
EVOLUTION |= {"potential": ROTORS}
RINGS = {"temperature": 0.5, "n_rotors": 16, "duration": 8.0, "maximum_lag": 4.0, "n_replicas": 16, "time_step": 0.2}
CHAINS = {"n_rotors": 3, "T_left": 0.5, "T_right": 0.4, "torque_left": 0.0, "torque_right": 0.5, "friction": 1.0}
EXCHANGE = {"rate": "sum_sqrt", "n_cells": 2, "particles_per_cell": 10, "T_left": 1.0, "T_right": 2.0}
NETWORK = {"springs": {(1, 2): 1.0}, "pinning": 1.0, "friction": {1: 1.0, 2: 1.0}, "temperature": {1: 1.0, 2: 2.0}}
NETWORK |= {"masses": {1: 1.0, 2: 3.0}}
PATHS = {"times": [0.0, 0.5], "start": [1.0, 2.0]}


def exchange(method):
    return lambda **arguments: getattr(thermochain.EnergyExchange(**EXCHANGE), method)(**arguments)


def decaying_correlations(seed):
    """Arguments of TimeCorrelations with an exponential decay and some noise."""
    rng, t = np.random.default_rng(seed), 0.1 * np.arange(40)
    values = {name: np.exp(-t) + 1e-3 * rng.standard_normal((8, 40)) for name in ("pp", "ee", "pe")}
    return {"temperature": 0.5, "n_rotors": 16, "lag_times": t} | values


SERIES = np.random.default_rng(1).standard_normal((8, 60))


def ignoring_warnings(function):
    """The function without the warnings by which it says what is wrong with a series."""

    def quiet(**arguments):
        with warnings.catch_warnings(action="ignore", category=UserWarning):
            return function(**arguments)

    return quiet


CORRELATIONS = decaying_correlations(0)

# name -> function of keywords and arguments with which it works
CALLS = {
    "TransportCoefficients": (
        lambda **arguments: thermochain.TransportCoefficients(**arguments).onsager_pp(0.5),
        {"name": "mine", "pp": PUBLISHED.pp, "ee": PUBLISHED.ee}
        | {"measured_range": (0.3, 1.5), "admissible_range": (0.01, 10.0)},
    ),
    "onsager_pp": (PUBLISHED.onsager_pp, {"temperature": 0.5}),
    "thermal_conductivity": (PUBLISHED.thermal_conductivity, {"temperature": 0.5}),
    "solve_stationary": (
        thermochain.solve_stationary,
        BOUNDARY | {"method": "first_integral", "n_cells": 4, "n_rotors": 65, "friction": 1.0},
    ),
    "momentum_current": (thermochain.momentum_current, BOUNDARY),
    "energy_current": (thermochain.energy_current, BOUNDARY),
    "energy_current_slope": (thermochain.energy_current_slope, BOUNDARY | {"side": "left"}),
    "response_excess": (thermochain.response_excess, BOUNDARY | {"side": "left"}),
    "stationary_profiles": (thermochain.stationary_profiles, BOUNDARY | {"x": [0.0, 0.5]}),
    "solve_evolution": (thermochain.solve_evolution, EVOLUTION),
    "simulate_green_kubo": (
        thermochain.simulate_green_kubo,
        RINGS | {"sampling_interval": 0.4, "seed": 0, "protocol": "gibbs"},
    ),
    "simulate_rotor_ness": (
        thermochain.simulate_rotor_ness,
        CHAINS | {"duration": 512, "time_step": 0.2, "n_replicas": 8, "seed": 0, "start": "linear"},
    ),
    "TimeCorrelations": (lambda **arguments: thermochain.TimeCorrelations(**arguments), CORRELATIONS),
    "estimate_onsager": (
        thermochain.estimate_onsager,
        {"correlations": thermochain.TimeCorrelations(**CORRELATIONS), "tails": None},
    ),
    "TimeCorrelations.from_series": (
        thermochain.TimeCorrelations.from_series,
        {"momentum": SERIES, "energy": SERIES[::-1], "interval": 0.5, "temperature": 1.0, "n_rotors": 4}
        | {"n_batches": 8, "maximum_lag": 10.0},
    ),
    "estimate_integral": (
        ignoring_warnings(thermochain.estimate_integral),
        {"series": SERIES, "interval": 0.5, "n_batches": 8, "prefactor": 2.0, "maximum_lag": 10.0, "mean": "zero"},
    ),
    "flip_chain_moments": (
        thermochain.flip_chain_moments,
        {"n": 2, "flip_rate": 1.0, "force": 1.0, "T_left": 1.0, "T_right": 2.0, "masses": [1.0, 2.0, 0.5]},
    ),
    "OscillatorNetwork": (lambda **arguments: thermochain.OscillatorNetwork(**arguments).steady_state(), NETWORK),
    "NetworkState.flux": (thermochain.OscillatorNetwork(**NETWORK).steady_state().flux, {"i": 1, "j": 2}),
    "EnergyExchange": (lambda **arguments: thermochain.EnergyExchange(**arguments).equilibrium(), EXCHANGE),
    "EnergyExchange.limit": (exchange("limit"), PATHS),
    "EnergyExchange.linear_noise_in_time": (exchange("linear_noise_in_time"), PATHS),
    "EnergyExchange.linear_noise_between_times": (exchange("linear_noise_between_times"), PATHS),
    "EnergyExchange.simulate": (exchange("simulate"), {"n_events": 100, "seed": 0, "time_scale": "fast"}),
    "EnergyExchange.trajectories": (exchange("trajectories"), PATHS | {"n_paths": 2, "seed": 0, "time_scale": "fast"}),
    "EnergyExchange.mesoscopic": (exchange("mesoscopic"), PATHS | {"n_paths": 2, "seed": 0, "time_step": 0.1}),
}
ARGUMENTS = [(name, argument) for name, (_, arguments) in CALLS.items() for argument in arguments]

# made by the package and read, not made, by its users; or raised; or without arguments
RESULTS = {"IntegralEstimate", "StationaryState", "OnsagerEstimate", "Evolution", "SteadyState", "NetworkState"}
OTHERS = {"CorruptResult", "NotConverged", "published_coefficients", "__version__"}
OTHERS |= {"load_coefficients", "read_columns", "read_lammps_log"}  # they read files


def is_finite(result, depth=0):
    """Whether no number in a result, as deep as three objects, is nan or infinite."""
    if isinstance(result, float | complex | np.ndarray):
        numbers = np.asarray(result)
        return numbers.dtype.kind not in "fc" or bool(np.all(np.isfinite(numbers)))
    if depth > 2:
        return True
    inside = (
        result if isinstance(result, tuple | list) else vars(result).values() if hasattr(result, "__dict__") else ()
    )
    return all(is_finite(value, depth + 1) for value in inside)


def refusal(name, argument, value):
    """The message with which a function refuses a value of one argument; None if it returns a finite result."""
    function, arguments = CALLS[name]
    try:
        result = function(**{**arguments, argument: value})
    except ValueError as error:
        message = str(error)
        assert message.isprintable(), message  # so it is on one line
        assert len(message) <= LONGEST, message
        # temperatures inside a chain follow from all arguments together
        assert argument in message or message.startswith("the temperature at x="), message
        assert any(mark in message for mark in (";", ", such as", "must be")), message  # limit and remedy
        return message
    except thermochain.NotConverged as error:  # says with which method to try again
        return str(error)
    assert is_finite(result), result
    return None


def test_every_public_name_is_called_or_has_no_arguments_to_get_wrong():
    called = {name.partition(".")[0] for name in CALLS}
    assert set(thermochain.__all__) == (called & set(thermochain.__all__)) | RESULTS | OTHERS


def test_every_argument_of_the_public_functions_is_tried():
    for name, (_, arguments) in CALLS.items():
        thing = getattr(thermochain, name, None)
        if thing is not None:
            left_out = set(inspect.signature(thing).parameters) - set(arguments)
            assert left_out <= {"checkpoint"}, name


@pytest.mark.parametrize(("name", "argument"), ARGUMENTS)
def test_a_masked_array_is_refused_since_its_mask_would_be_lost(name, argument):
    assert refusal(name, argument, np.ma.masked_array([1.0, 2.0], mask=[False, True])) is not None


@pytest.mark.parametrize("name", CALLS)
def test_the_arguments_to_start_from_are_valid(name):
    """Negative control: what is refused below is refused for the argument that was changed."""
    argument, value = next(iter(CALLS[name][1].items()))
    assert refusal(name, argument, value) is None


@pytest.mark.parametrize("name", CALLS)
def test_what_cannot_be_right_is_refused_by_name(name):
    @bounded
    @given(st.sampled_from(list(CALLS[name][1])), NEVER)
    def check(argument, value):
        message = refusal(name, argument, value)
        assert message is not None or is_right(name, argument, value), (argument, value)

    check()


def is_right(name, argument, value):
    """Where arrays and texts are welcome after all: profiles of evolutions, labels, arrays of boundary values."""
    many = name in (
        "momentum_current",
        "energy_current",
        "energy_current_slope",
        "response_excess",
        "stationary_profiles",
    )
    fits = isinstance(value, np.ndarray) and (many or name in ("onsager_pp", "thermal_conductivity"))
    return fits or (name, argument) == ("TransportCoefficients", "name")


@pytest.mark.parametrize("name", CALLS)
def test_what_may_be_right_gives_a_finite_result_or_is_refused_by_name(name):
    @bounded
    @given(st.sampled_from(list(CALLS[name][1])), PERHAPS)
    def check(argument, value):
        refusal(name, argument, value)

    check()


@pytest.mark.parametrize("value", [1, 1.5, True, b"x", [], "folder/state.txt", ""])
def test_a_checkpoint_that_is_no_file_name_is_refused(value):
    with pytest.raises(ValueError, match="checkpoint="):
        thermochain.simulate_rotor_ness(**CALLS["simulate_rotor_ness"][1], checkpoint=value)


@pytest.mark.parametrize("value", [1, 1.5, [], {}, object()])
def test_coefficients_are_loaded_from_a_file_name(value):
    with pytest.raises(ValueError, match="path="):
        thermochain.load_coefficients(value)


@bounded
@given(content=st.binary(max_size=40), cut=st.integers(0, 400))
def test_a_file_that_holds_no_coefficients_is_named_whatever_is_in_it(content, cut, tmp_path):
    whole, damaged = tmp_path / "whole.json", tmp_path / "damaged.json"
    save_coefficients(whole, PUBLISHED)
    damaged.write_bytes(whole.read_bytes()[:cut] + content)
    with pytest.raises(thermochain.CorruptResult, match="holds no transport coefficients") as caught:
        thermochain.load_coefficients(damaged)
    assert str(damaged) in str(caught.value)


temperatures, momenta = st.floats(0.3, 1.0), st.floats(-0.5, 0.5)
ends = {"T_left": temperatures, "T_right": temperatures, "p_left": momenta, "p_right": momenta}


@bounded
@given(**ends)
def test_currents_turn_when_the_ends_are_exchanged(T_left, T_right, p_left, p_right):
    """J^p and J^e change their signs (IOS 2.3.2 c); 1e-11 is ten times what the quadrature promises."""
    for current in (thermochain.momentum_current, thermochain.energy_current):
        there = current(PUBLISHED, T_left, T_right, p_left, p_right)
        back = current(PUBLISHED, T_right, T_left, p_right, p_left)
        np.testing.assert_allclose(back, -there, rtol=1e-11, atol=1e-11)


@bounded
@given(**ends)
def test_stationary_states_meet_their_boundary_values_and_produce_entropy(T_left, T_right, p_left, p_right):
    """The second law; 1e-9 is the rounding of profiles that are inverted to 1e-12."""
    boundary = {"T_left": T_left, "T_right": T_right, "p_left": p_left, "p_right": p_right}
    state = thermochain.solve_stationary(PUBLISHED, **boundary, n_cells=20)
    np.testing.assert_allclose(state.temperature[[0, -1]], [T_left, T_right], atol=1e-9)
    np.testing.assert_allclose(state.momentum[[0, -1]], [p_left, p_right], atol=1e-9)
    assert state.entropy_production >= -1e-9
    assert state.momentum_current * (p_left - p_right) >= -1e-12


@bounded
@given(
    n=st.integers(1, 6), flip_rate=st.floats(0.1, 10), force=st.floats(-3, 3), T=st.floats(0, 3), hotter=st.floats(0, 3)
)
def test_a_harmonic_chain_passes_on_what_it_takes(n, flip_rate, force, T, hotter):
    """In a stationary state as much energy enters at the left as leaves at the right; 1e-9 of the scale is rounding."""
    state = thermochain.flip_chain_moments(n=n, flip_rate=flip_rate, force=force, T_left=T, T_right=T + hotter)
    scale = 1.0 + T + hotter + force**2
    assert abs(np.diff(state.bath_energy_current)[0]) < 1e-9 * scale
    assert np.all(state.temperature > -1e-9 * scale)


strengths = st.floats(0.1, 10)


@cache
def chain_of(n):
    return [(k, k + 1) for k in range(1, n)]


@bounded
@given(n=st.integers(2, 5), springs=st.lists(strengths, min_size=4, max_size=4), cold=strengths, hot=strengths)
def test_the_heat_into_a_network_leaves_it_and_flows_from_hot_to_cold(n, springs, cold, hot):
    """Fluxes of the two baths cancel, and the hotter gives; 1e-9 of the temperatures is the rounding of Lyapunov."""
    network = thermochain.OscillatorNetwork(
        springs=dict(zip(chain_of(n), springs, strict=False)), friction={1: 1.0, n: 1.0}, temperature={1: hot, n: cold}
    )
    state, rounding = network.steady_state(), 1e-9 * (hot + cold)
    assert abs(state.bath_flux(1) + state.bath_flux(n)) < rounding
    assert state.bath_flux(1) * (hot - cold) >= -rounding * (hot + cold)


@bounded
@given(
    rate=st.sampled_from(["sum_sqrt", "harmonic_mean_sqrt", "min_sqrt", "constant"]),
    n=st.integers(1, 5),
    T=strengths,
    U=strengths,
)
def test_energy_exchange_has_one_current_and_turns_with_its_baths(rate, n, T, U):
    """1e-8 of the scale is what the iteration for the equilibrium leaves."""
    there, back = (
        thermochain.EnergyExchange(rate=rate, n_cells=n, particles_per_cell=10, T_left=a, T_right=b).equilibrium()
        for a, b in ((T, U), (U, T))
    )
    scale = 1e-8 * (T + U) ** 1.5
    np.testing.assert_allclose(back.energies, there.energies[::-1], rtol=1e-6)
    assert abs(there.current + back.current) < scale
    assert there.current * (T - U) >= -scale * (T + U)


@bounded
@given(T=temperatures, p=momenta, hot=st.floats(0, 0.3))
def test_a_closed_chain_keeps_momentum_and_energy(T, p, hot):
    """The scheme conserves both exactly; the integrator in time is asked for 1e-8 a step."""
    state = thermochain.solve_evolution(
        PUBLISHED, momentum=lambda x: p * np.sin(x), temperature=lambda x: T + hot * x**2, times=[0, 0.05], n_cells=12
    )
    for total in (state.total_momentum, state.total_energy):
        assert abs(total[1] - total[0]) < 1e-6
    assert state.entropy[1] >= state.entropy[0] - 1e-6


@bounded
@given(scale=st.floats(0.01, 100), seed=st.integers(0, 1000))
def test_onsager_coefficients_are_linear_in_the_correlations(scale, seed):
    """Times of the fit do not change with the unit of the currents, so value and error scale; 1e-6 is rounding."""
    arguments = decaying_correlations(seed)
    one = thermochain.estimate_onsager(thermochain.TimeCorrelations(**arguments))
    scaled = {name: scale * arguments[name] for name in ("pp", "ee", "pe")}
    other = thermochain.estimate_onsager(thermochain.TimeCorrelations(**arguments | scaled))
    for name in ("pp", "pp_std", "ee", "ee_std"):
        np.testing.assert_allclose(getattr(other, name), scale * getattr(one, name), rtol=1e-6)
