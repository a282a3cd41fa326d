"""Onsager coefficients from correlations: which tail goes with which, and what the errors are."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.synthetic_correlations import correlate_processes, relaxation, slow_tail
from thermochain.core.correlation import SingleOriginCorrelations, TimeCorrelations
from thermochain.core.extrapolation import INVERSE_ROOT, INVERSE_TIME, TailTerm, extrapolate
from thermochain.core.running_integral import RunningIntegral
from thermochain.rotors.green_kubo.estimate import estimate_onsager
from thermochain.rotors.green_kubo.study.run import GreenKuboRun
from thermochain.rotors.green_kubo.tail import RingTails

SPACING = 0.4
TAIL = slow_tail(1.0, 0.6, 0.5, 0.5)
DECAY = relaxation((1.0, 2.0))


def known_tails(std):
    return RingTails(TailTerm(INVERSE_ROOT.shape, 0.6, std), INVERSE_TIME)


@pytest.fixture(scope="module")
def data():
    return correlate_processes(
        TAIL, DECAY, n_samples=2000, n_lags=401, n_batches=24, n_replicas=24, spacing=SPACING,
        rng=np.random.default_rng(5),
    )  # fmt: skip


def test_coefficients_of_processes_with_known_integrals(data):
    estimate = estimate_onsager(data)
    assert abs(estimate.pp - TAIL.integral) < 4 * estimate.pp_error
    assert abs(estimate.ee - DECAY.integral) < 4 * estimate.ee_error
    assert abs(estimate.pe) < 4 * estimate.pe_std
    assert estimate.ee_std < 0.08 * estimate.ee
    assert estimate.pp_settled
    assert estimate.ee_settled
    assert estimate.start_pp == pytest.approx(40.0)
    assert estimate.start_ee == pytest.approx(40.0)


def test_the_energy_current_of_cold_rings_is_extrapolated_from_later_on(data):
    cold = estimate_onsager(replace(data, temperature=0.6))
    assert (cold.start_pp, cold.start_ee) == (pytest.approx(40.0), pytest.approx(80.0))


def test_a_known_tail_makes_the_error_smaller(data):
    alone = estimate_onsager(data)
    known = estimate_onsager(data, known_tails(0.06))
    assert known.pp_error < 0.8 * alone.pp_error
    assert known.pp_systematic > 0
    assert abs(known.pp - TAIL.integral) < 4 * known.pp_error
    assert (known.ee, known.pe) == (alone.ee, alone.pe)


def test_each_pair_has_its_tail(data):
    estimate = estimate_onsager(data)
    for pair, terms in (("pp", (INVERSE_ROOT,)), ("ee", (INVERSE_TIME,)), ("pe", (INVERSE_TIME,))):
        limit = extrapolate(RunningIntegral.of(getattr(data, pair), SPACING), terms)
        assert getattr(estimate, pair) == limit.value
        assert getattr(estimate, f"{pair}_std") == limit.std


def test_total_error_is_both_errors_in_quadrature(data):
    estimate = estimate_onsager(data, known_tails(0.3))
    assert estimate.pp_error == pytest.approx(np.hypot(estimate.pp_std, estimate.pp_systematic))
    assert estimate.ee_error == pytest.approx(np.hypot(estimate.ee_std, estimate.ee_systematic))


@pytest.mark.parametrize("n_batches", [1, 2, 3])
def test_too_few_batches_are_refused_with_the_number_that_would_do(data, n_batches):
    few = {name: getattr(data, name)[:n_batches] for name in ("pp", "ee", "pe")}
    with pytest.raises(ValueError, match=rf"n_batches={n_batches} must be >= 4 .* n_replicas=64"):
        estimate_onsager(TimeCorrelations(data.temperature, data.n_rotors, data.lag_times, **few))


def test_64_replicas_make_the_fewest_batches():
    sizes = {n: GreenKuboRun(1.0, 8, 0.1, 0.2, 80.0, 10.0, n, seed=0).n_batches for n in (16, 32, 48, 64)}
    assert sizes == {16: 1, 32: 2, 48: 3, 64: 4}


def test_correlations_with_a_single_origin_are_not_extrapolated(data):
    """Those of the published protocol are integrated to their longest lag, as in the paper."""
    with pytest.raises(ValueError, match=r"single time origin.*RunningIntegral"):
        estimate_onsager(SingleOriginCorrelations(**vars(data)))
