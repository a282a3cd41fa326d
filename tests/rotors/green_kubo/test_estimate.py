"""Onsager coefficients from correlations: which tail goes with which, and what the errors are."""

import numpy as np
import pytest

from benchmarks.synthetic_correlations import correlate_processes, relaxation, slow_tail
from thermochain.core.extrapolation import INVERSE_ROOT, INVERSE_TIME, TailTerm, extrapolate
from thermochain.core.running_integral import RunningIntegral
from thermochain.rotors.green_kubo.estimate import estimate_onsager

SPACING = 0.4
TAIL = slow_tail(1.0, 0.6, 0.5, 0.5)
DECAY = relaxation((1.0, 2.0))


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
    assert estimate.start_ee == pytest.approx(80.0)


def test_a_known_tail_makes_the_error_smaller(data):
    alone = estimate_onsager(data)
    known = estimate_onsager(data, TailTerm(INVERSE_ROOT.shape, 0.6, 0.06))
    assert known.pp_error < 0.8 * alone.pp_error
    assert known.pp_systematic > 0
    assert abs(known.pp - TAIL.integral) < 4 * known.pp_error
    assert (known.ee, known.pe) == (alone.ee, alone.pe)


def test_each_pair_has_its_tail(data):
    estimate = estimate_onsager(data)
    for pair, terms, octaves in (("pp", (INVERSE_ROOT,), 2), ("ee", (INVERSE_TIME,), 1), ("pe", (INVERSE_TIME,), 1)):
        limit = extrapolate(RunningIntegral.of(getattr(data, pair), SPACING), terms, octaves)
        assert getattr(estimate, pair) == limit.value
        assert getattr(estimate, f"{pair}_std") == limit.std


def test_total_error_is_both_errors_in_quadrature(data):
    estimate = estimate_onsager(data, TailTerm(INVERSE_ROOT.shape, 0.6, 0.3))
    assert estimate.pp_error == pytest.approx(np.hypot(estimate.pp_std, estimate.pp_systematic))
    assert estimate.ee_error == pytest.approx(np.hypot(estimate.ee_std, estimate.ee_systematic))
