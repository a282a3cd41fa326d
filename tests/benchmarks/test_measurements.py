"""The parts of the benchmark that measure: no times are asserted, only what does not depend on the machine."""

import re

import numpy as np
import pytest
from numba import njit

from benchmarks import machine, rotor_ring
from benchmarks.c_compiler import Compiler
from benchmarks.pairing import Spread, rates
from thermochain.engine.simd import load, store
from thermochain.engine.sine import in_all_lanes, sine_factors, sine_of_phases


def test_every_round_runs_every_contestant_once():
    calls = []
    work = {name: ((lambda name=name: calls.append(name) or sum(range(1000))), 1.0) for name in "ab"}
    measured = rates(work, n_rounds=3)
    assert calls == list("ab" + 3 * "ab")
    assert {name: values.shape for name, values in measured.items()} == {"a": (3,), "b": (3,)}


def test_spread_is_median_and_quartiles():
    assert Spread.of(np.array([5.0, 1.0, 2.0, 3.0, 4.0])) == Spread(3.0, 2.0, 4.0)
    assert f"{Spread(3.0, 2.0, 4.0):.1f}" == "3.0 (2.0 .. 4.0)"


def test_the_instructions_of_the_sine_are_counted_right():
    """The estimate of the machine's limit rests on the number of instructions that the compiler really emits."""

    @njit
    def one_sine(phases, factors, out):
        store(out, 0, sine_of_phases(load(phases, 0), in_all_lanes(factors)))

    one_sine(np.zeros(16, np.int32), sine_factors(1.0), np.empty(16, np.float32))
    [code] = one_sine.inspect_llvm().values()
    body = next(part for part in code.split("\ndefine ")[1:] if "one_sine" in part.partition("\n")[0])
    body = body.partition("\n}")[0]

    def count(instruction):
        return len(re.findall(rf"= (?:tail )?{instruction}\s", body))

    vector = r"<16 x float>"
    multiplying = count(rf"fmul {vector}") + count(rf"call {vector} @llvm.fmuladd.v16f32\({vector}")
    adding = count(rf"f(?:add|sub) {vector}") + count(rf"sitofp <16 x i32> [^ ]+ to {vector}")
    of_the_sweep = 5  # the kick rounded; difference of phases and of kicks; sums for momentum and phase
    assert multiplying == machine.N_MULTIPLYING
    assert adding == machine.N_ADDING - of_the_sweep


def test_limit_is_sixteen_rotors_times_multiply_adds_over_instructions():
    measured = {machine.CLOCK: np.full(3, 4e9), machine.MULTIPLY_ADDS: np.full(3, 8e9)}
    text = "\n".join(machine.estimate(measured, kernel=np.full(3, 64e9 / 10)))
    assert "4.00 (4.00 .. 4.00) GHz" in text
    assert "2.00 (2.00 .. 2.00) a cycle" in text
    assert "10 instructions a vector): 12.80" in text  # 16 x 8e9 / 10
    assert "reaches 50%" in text


def test_the_loops_of_the_machine_do_the_work_that_is_counted(tmp_path):
    compiler = Compiler.find(tmp_path)
    if compiler is None:
        pytest.skip("no C compiler")
    loops = machine.contestants(compiler)
    add, n_additions = loops[machine.CLOCK]
    assert add() == 3 * n_additions
    multiply_add, _ = loops[machine.MULTIPLY_ADDS]
    assert multiply_add() == 2 * 2.0 * 12  # two lanes of 12 chains that end at b / (1 - a) = 2


def test_the_whole_benchmark_runs(monkeypatch, capsys):
    monkeypatch.setattr(rotor_ring, "N_ROUNDS", 1)
    monkeypatch.setattr(rotor_ring, "START_UPS", 1)
    rotor_ring.main()
    printed = capsys.readouterr().out
    for part in ("this kernel", "NumPy", "cost of currents every 4th step", "from one process to two", "compilation"):
        assert part in printed
