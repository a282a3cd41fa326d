"""The C and NumPy peers of the benchmark compute what the kernel computes."""

from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from benchmarks import c_compiler, rotor_ring
from benchmarks.c_compiler import Compiler
from benchmarks.peers import DOUBLE, KERNEL, NUMPY, c_peers, largest_difference


@pytest.fixture(scope="module")
def compiler(tmp_path_factory):
    found = Compiler.find(tmp_path_factory.mktemp("compiled"))
    if found is None:
        pytest.skip("no C compiler")
    return found


@pytest.fixture(scope="module")
def peers(compiler):
    return {peer.name: peer for peer in c_peers(compiler)[0]}


def state(n_rotors, n_replicas=32):
    rng = np.random.default_rng(8)
    return rng.uniform(-np.pi, np.pi, (n_rotors, n_replicas)), rng.normal(size=(n_rotors, n_replicas))


@pytest.mark.parametrize("n_rotors", [3, 64])
def test_c_with_the_same_polynomial_agrees_to_rounding(peers, n_rotors):
    for lanes in (8, 16):
        difference = largest_difference(peers[f"C, vectors of {lanes}, polynomial"], *state(n_rotors), 0.05)
        # rounding of 1e-16 in forty steps, grown by chaos: less than the 1e-12 by which another sine differs
        assert difference < 3e-13


@pytest.mark.parametrize("n_rotors", [3, 64])
def test_c_in_integers_agrees_to_the_rounding_of_single_precision(peers, n_rotors):
    for lanes in (8, 16):
        difference = largest_difference(peers[f"C, integers, vectors of {lanes}"], *state(n_rotors), 0.05)
        assert difference < rotor_ring.TOLERANCES["single"]


def test_the_kernel_agrees_with_double_precision_to_the_rounding_of_single_precision():
    precise = replace(DOUBLE, is_double=False)  # compared with the kernel of rotors
    assert 0.0 < largest_difference(precise, *state(64), 0.05) < rotor_ring.TOLERANCES["single"]


@pytest.mark.parametrize("n_rotors", [3, 64])
def test_peers_with_the_library_sine_agree_to_the_error_of_the_kernel_sine(peers, n_rotors):
    for peer in [*(p for name, p in peers.items() if "sin()" in name), NUMPY]:
        assert largest_difference(peer, *state(n_rotors), 0.05) < rotor_ring.TOLERANCES["double"]


def test_the_benchmark_stops_at_a_peer_that_computes_something_else():
    def with_another_step(angles, momenta, time_step):
        return DOUBLE.rings(angles, momenta, time_step * (1 + 1e-9))

    assert rotor_ring.check(KERNEL) == rotor_ring.check(DOUBLE) == 0.0
    with pytest.raises(SystemExit, match="and the kernel differ by"):
        rotor_ring.check(replace(DOUBLE, rings=with_another_step))


def test_a_change_in_the_recorded_currents_alone_is_seen():
    class Wrong(DOUBLE.rings):
        def run(self, n_samples, stride):
            momentum_current, energy_current = super().run(n_samples, stride)
            return momentum_current, energy_current + 1e-6

    assert largest_difference(replace(DOUBLE, rings=Wrong), *state(16), 0.05) > rotor_ring.TOLERANCES["double"]


def test_fast_math_in_the_library_leaves_subnormal_numbers_alone(peers):
    """Start-up code of -ffast-math would flush them to zero in the whole process."""
    for peer in peers.values():
        largest_difference(peer, *state(3), 0.05)
    assert np.array([5e-324])[0] + 0.0 > 0.0


def test_rejected_flags_are_dropped(compiler, monkeypatch, tmp_path):
    monkeypatch.setattr(c_compiler, "FAST_FLAGS", ("-O3", "-mno-such-processor"))
    found = Compiler.find(tmp_path)
    assert found.accepted == ("-O3",)
    assert found.rejected == ("-mno-such-processor",)


def test_a_source_that_does_not_compile_is_reported_in_the_words_of_the_compiler(compiler):
    with pytest.raises(RuntimeError, match="LANES"):
        compiler.library("rotor_ring.c", "broken", ("-DLANES=", "-Wall"))


def test_without_a_compiler_the_benchmark_says_so_and_goes_on(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(c_compiler.shutil, "which", lambda name: None)
    assert rotor_ring.compile_peers(tmp_path) == ([], {})
    [line] = capsys.readouterr().out.splitlines()
    assert line.startswith("no C compiler found")


def test_the_table_is_printed(peers, capsys):
    contestants = [replace(peer, n_steps=4) for peer in (KERNEL, DOUBLE, *peers.values(), NUMPY)]
    rings = {peer.name: partial(small, peer.rings) for peer in contestants}
    contestants = [replace(peer, rings=rings[peer.name]) for peer in contestants]
    measured = rotor_ring.rates(rotor_ring.sweeps(contestants), n_rounds=3)
    rotor_ring.print_table(contestants, measured)
    printed = capsys.readouterr().out
    for peer in contestants[1:]:
        assert printed.count(peer.name) == 2, "a rate and a ratio"
    assert all(np.all(r > 0) for r in measured.values())


def small(rings, angles, momenta, time_step):
    return rings(angles[:8, :16], momenta[:8, :16], time_step)
