"""Long calls answer an interrupt, and the pieces in which they run change no bit."""

import signal
import subprocess
import sys
import threading
import time

import numpy as np
import psutil
import pytest

import thermochain as tc
from thermochain.core import pieces as module
from thermochain.core.pieces import pieces
from thermochain.exchange import jumps
from thermochain.rotors.driven.chains import RotorChains
from thermochain.rotors.green_kubo.rotor_rings import RotorRings
from thermochain.rotors.validation.heat_response.heat_field_rings import HeatFieldRings
from thermochain.rotors.validation.shear_response.sheared_rings import ShearedRings


@pytest.mark.parametrize(("n", "updates"), [(0, 1.0), (1, 1e12), (7, 4e7), (10**9, 0.0), (1000, 1e6)])
def test_pieces_follow_one_another_without_gap_and_take_a_bounded_time(n, updates):
    found = list(pieces(n, updates))
    ends = [0, *(piece.stop for piece in found)]
    assert [piece.start for piece in found] == ends[:-1]
    assert ends[-1] == n
    assert all(piece.stop - piece.start == 1 or (piece.stop - piece.start) * updates <= 1e8 for piece in found)


def state(seed):
    rng = np.random.Generator(np.random.SFC64(seed))
    return rng.normal(size=(8, 24)), rng.normal(size=(8, 24)), rng


def rings():
    angles, momenta, _ = state(1)
    return RotorRings(angles, momenta, 0.05).run(60, 4)


def sheared():
    angles, momenta, _ = state(1)
    return ShearedRings(angles, momenta, 0.05, 0.03).run(60, 4)


def heated():
    angles, momenta, _ = state(1)
    return HeatFieldRings(angles, momenta, 0.05, 0.03).run(60, 4)


def driven():
    angles, momenta, rng = state(1)
    baths = {"temperatures": (1.0, 2.0), "torques": (0.3, 1.0), "friction": 1.0}
    return RotorChains(angles, momenta, 0.1, **baths, rng=rng).run(800, 4, 40)


def exchange():
    return tc.EnergyExchange(rate="sum_sqrt", n_cells=3, particles_per_cell=4, T_left=1.0, T_right=2.0)


def exchanges():
    found = exchange().simulate(n_events=2_000, seed=1)
    return found.samples, found.moved


def mesoscopic():
    return (exchange().mesoscopic(times=[0.2, 1.0], start=np.ones(3), n_paths=9, seed=1),)


@pytest.mark.parametrize("run", [rings, sheared, heated, driven, exchanges, mesoscopic])
def test_small_pieces_give_the_same_bits_as_large_ones(run, monkeypatch):
    whole = run()
    monkeypatch.setattr(module, "_UPDATES", 2000.0)
    monkeypatch.setattr(jumps, "_AT_ONCE", 50)
    for one, other in zip(whole, run(), strict=True):
        assert np.array_equal(one, other)


# a call, how much of it is done at once, to load the kernels, and how much would take days
CALLS = {
    "exchange": ("exchange.simulate(n_events={}, seed=1)", "100", "10**12"),
    "mesoscopic": ("exchange.mesoscopic(times=[{}], start=[1.0] * 3, n_paths=8, seed=1)", "0.1", "1e7"),
    "billiard": ("Billiard(table, *draw_disks(table, np.ones(2), default_rng(1))).run({})", "10", "10**12"),
    "rings": ("RotorRings(np.ones((64, 64)), np.ones((64, 64)), 0.05).run({}, 10**5)", "1", "10**6"),
    "driven": ("tc.simulate_rotor_ness(n_rotors=9, T_left=1.0, T_right=2.0, duration=512 * {})", "1", "10**6"),
    "closed": ("closed.run({}, 10, 10)", "10", "10**10"),
}

SCRIPT = """
import signal
import numpy as np
from numpy.random import default_rng
import thermochain as tc
from thermochain.exchange.billiard.billiard import Billiard
from thermochain.exchange.billiard.draws import draw_disks
from thermochain.exchange.billiard.geometry import BilliardTable
from thermochain.rotors.driven.chains import RotorChains
from thermochain.rotors.green_kubo.rotor_rings import RotorRings

exchange = tc.EnergyExchange(rate="sum_sqrt", n_cells=3, particles_per_cell=4, T_left=1.0, T_right=2.0)
table = BilliardTable(2, 3, width=4.4, height=3.6, sagitta=0.4, total_radius=1.0, margin=0.02)
free = {{"temperatures": (0.0, 0.0), "torques": (0.0, 0.0), "friction": 0.0, "rng": default_rng(1)}}
closed = RotorChains(np.ones((64, 64)), np.ones((64, 64)), 0.05, **free)
calls = {calls}
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored if the tests run in the background
for name, (little, much) in calls.items():
    eval(little)
    print(name, "begins", flush=True)
    try:
        eval(much)
    except KeyboardInterrupt:
        print(name, "is interrupted", flush=True)
"""


def wait_for_work(process, seconds):
    """Until a process has used so much more time of a processor, however many others there are.

    The start of a call is over then.  Numba does not survive an interrupt while it unpacks a random generator.
    """
    worked = psutil.Process(process.pid).cpu_times
    begin = worked().user
    while process.poll() is None and worked().user < begin + seconds:
        time.sleep(0.02)


def test_an_interrupt_is_answered_during_calls_that_would_take_days():
    calls = {name: (call.format(little), call.format(much)) for name, (call, little, much) in CALLS.items()}
    process = subprocess.Popen([sys.executable, "-c", SCRIPT.format(calls=calls)], stdout=subprocess.PIPE, text=True)
    watchdog = threading.Timer(300.0, process.kill)  # a piece takes a second or less, on a loaded machine more
    watchdog.start()
    try:
        for name in CALLS:
            assert process.stdout.readline() == f"{name} begins\n"
            wait_for_work(process, 0.3)
            process.send_signal(signal.SIGINT)
            assert process.stdout.readline() == f"{name} is interrupted\n"
    finally:
        watchdog.cancel()
        process.kill()
        process.communicate()
