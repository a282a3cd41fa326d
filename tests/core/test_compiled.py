import os
import subprocess
import sys

import numpy as np
import pytest
from numba import njit
from numba.core.errors import TypingError

from thermochain.core import compiled as machine_code
from thermochain.core.compiled import bound, compiled
from thermochain.core.turn import Turn
from thermochain.engine import bond_values
from thermochain.engine.bond_forces.harmonic import harmonic
from thermochain.engine.bond_forces.rotor import rotor
from thermochain.exchange.ginzburg_landau import product_law
from thermochain.exchange.mesoscopic import mesoscopic_law
from thermochain.exchange.rates import RATES, rates_of_bonds

ENERGIES = np.array([1.0, 2.0, 5.0])


@pytest.fixture
def folder(tmp_path, monkeypatch):
    place = tmp_path / "thermochain" / "state"
    monkeypatch.setattr(machine_code, "_folder", lambda: place)
    return place


def new_kernel(rate):
    """A kernel that has not met its machine code yet."""
    return bound.__wrapped__(compiled()(rates_of_bonds.py_func), RATES[rate])


def test_a_kernel_is_compiled_once_and_then_loaded_with_the_same_result(folder):
    first, second = new_kernel("sum_sqrt"), new_kernel("sum_sqrt")
    expected = np.sqrt(ENERGIES[:-1] + ENERGIES[1:])
    np.testing.assert_array_equal(first(ENERGIES), expected)
    np.testing.assert_array_equal(second(ENERGIES), expected)
    assert not first.stats.cache_hits
    assert second.stats.cache_hits
    assert len(list(folder.iterdir())) == 1  # the bound form; rates_of_bonds itself is told the address of the rate


FORKS = """
import os, sys, numba
numba.njit(lambda: 0)()
statuses = []
for _ in range(2):
    pid = os.fork()
    if pid == 0:
        from thermochain.exchange.rates import RATES, rates_of_bonds
        import numpy as np
        rate = RATES["sum_sqrt"]
        numba.njit(lambda energies: rates_of_bonds(rate, energies))(np.array([1.0, 2.0]))
        os._exit(0)
    statuses.append(os.waitpid(pid, 0)[1])
print(statuses)
"""


def test_functions_at_the_same_address_in_two_processes_are_not_mistaken_for_each_other(tmp_path):
    """Processes forked from one have functions at the same addresses, of which numba makes the names of types."""
    environment = os.environ | {"NUMBA_CACHE_DIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", FORKS], env=environment, capture_output=True, text=True, check=False)
    assert done.stdout == "[0, 0]\n", done.stderr[-3000:]


TOGETHER = """
import numpy as np
from thermochain.core.compiled import bound
from thermochain.exchange.rates import RATES, rates_of_bonds
kernel = bound(rates_of_bonds, RATES["sum_sqrt"])
input()
kernel(np.array([1.0, 2.0]))
print(len(kernel.stats.cache_hits))
"""


def test_of_processes_that_need_a_kernel_at_the_same_time_one_compiles_it(tmp_path):
    environment = os.environ | {"NUMBA_CACHE_DIR": str(tmp_path)}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    processes = [subprocess.Popen([sys.executable, "-c", TOGETHER], env=environment, **pipes) for _ in range(3)]
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()
    assert sorted(process.communicate()[0] for process in processes) == ["0\n", "1\n", "1\n"]
    [kept] = [path.name for path in tmp_path.rglob("*") if path.is_file()]
    assert kept.endswith(machine_code._SUFFIX)
    assert not kept.endswith(machine_code._LOCK)


def test_a_kernel_that_does_not_compile_is_refused_again_without_waiting_for_its_own_turn(folder, monkeypatch):
    taken = []
    monkeypatch.setattr(machine_code, "Turn", lambda path, longest_wait: taken.append(path) or Turn(path, longest_wait))
    kernel = new_kernel("sum_sqrt")
    for _ in range(2):
        with pytest.raises(TypingError):
            kernel("no energies")
    assert len(taken) == 1


def test_kernels_made_for_different_functions_have_different_machine_code(folder):
    new_kernel("sum_sqrt")(ENERGIES)
    other = new_kernel("min_sqrt")
    np.testing.assert_array_equal(other(ENERGIES), np.sqrt(np.minimum(ENERGIES[:-1], ENERGIES[1:])))
    assert not other.stats.cache_hits


def test_a_kernel_knows_its_signature(folder):
    new_kernel("constant")(ENERGIES)
    kernel = new_kernel("constant")
    np.testing.assert_array_equal(kernel(ENERGIES[::2]), [1.0])
    assert not kernel.stats.cache_hits


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-1], lambda data: data[:40] + b"x" + data[41:], lambda data: b""]
)
def test_damaged_machine_code_is_compiled_anew(folder, damage):
    new_kernel("sum_sqrt")(ENERGIES)
    for path in folder.iterdir():
        path.write_bytes(damage(path.read_bytes()))
    kernel = new_kernel("sum_sqrt")
    np.testing.assert_array_equal(kernel(ENERGIES), np.sqrt(ENERGIES[:-1] + ENERGIES[1:]))
    assert not kernel.stats.cache_hits
    again = new_kernel("sum_sqrt")
    again(ENERGIES)
    assert again.stats.cache_hits


def test_a_kernel_for_a_function_of_the_user_is_never_kept(folder):
    @njit
    def rate(left, right):
        return left + 2.0 * right

    kernel = bound(rates_of_bonds, rate)
    np.testing.assert_array_equal(kernel(ENERGIES), [5.0, 12.0])
    assert machine_code._name(kernel) is None
    assert machine_code._name(mesoscopic_law(rate)) is None


def test_a_folder_that_cannot_be_written_is_not_needed(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(machine_code, "_folder", lambda: tmp_path / "file" / "state")
    np.testing.assert_array_equal(new_kernel("constant")(ENERGIES), [1.0, 1.0])


def test_names_hold_all_functions_that_a_kernel_is_made_for():
    names = [machine_code._name(mesoscopic_law(rate)) for rate in RATES.values()]
    assert len(set(names)) == len(RATES)
    assert machine_code._name(product_law) not in names
    assert (
        len({machine_code._name(parts) for parts in [(rotor, 2), (harmonic, 2), (harmonic, 3), (harmonic, 2.0)]}) == 4
    )


def test_the_states_used_last_are_those_that_are_kept(tmp_path, monkeypatch):
    """A state that is loaded but not added to would else make room for those that come and go."""
    monkeypatch.setattr(machine_code.numba.config, "CACHE_DIR", str(tmp_path))
    used = machine_code._folder.__wrapped__()
    used.mkdir(parents=True)
    others = [used.parent / f"state{k}" for k in range(machine_code._FOLDERS)]
    for age, path in enumerate([used, *others]):
        path.mkdir(exist_ok=True)
        (path / f"kernel{machine_code._SUFFIX}").touch()
        os.utime(path, (age, age))
    machine_code._folder.__wrapped__()  # as the next process does
    machine_code._drop_oldest(used.parent)
    assert used.exists()
    assert not others[0].exists()


def test_only_the_machine_code_of_the_last_states_of_the_sources_is_kept(folder):
    home = folder.parent
    n_old = machine_code._FOLDERS + 3
    for age in range(n_old):
        state = home / f"old{age}"
        state.mkdir(parents=True)
        (state / f"kernel{machine_code._SUFFIX}").write_bytes(b"")
        (state / f"kernel{machine_code._LOCK}").write_bytes(b"")  # of a process that was killed
        if age == n_old - 1:
            (state / "notes.txt").write_text("mine")
        os.utime(state, (1e9 - age, 1e9 - age))
    (home / "mine").mkdir()
    new_kernel("constant")(ENERGIES)
    kept = {f"old{age}" for age in range(machine_code._FOLDERS - 1)}
    assert {path.name for path in home.iterdir()} == {"mine", "state", f"old{n_old - 1}"} | kept
    assert [path.name for path in (home / f"old{n_old - 1}").iterdir()] == ["notes.txt"]


def test_the_next_process_loads_the_kernel_of_the_last(tmp_path):
    program = (
        "import numpy as np; from thermochain.core.compiled import bound;"
        "from thermochain.engine import bond_values as b;"
        "from thermochain.engine.bond_forces.rotor import rotor;"
        "print(b.bond_values(rotor, np.linspace(0, 1, 8)).tobytes().hex(), len(bound(b._fill, rotor).stats.cache_hits))"
    )
    environment = os.environ | {"NUMBA_CACHE_DIR": str(tmp_path)}
    outputs = [
        subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
        for _ in range(2)
    ]
    (values, missed), (again, hit) = (output.stdout.split() for output in outputs)
    assert (missed, hit) == ("0", "1")
    assert values == again == bond_values.bond_values(rotor, np.linspace(0, 1, 8)).tobytes().hex()


def test_symbols_of_machine_code_from_two_processes_have_different_names(tmp_path):
    """Numba numbers them in each process; code of one kernel could be called as that of another in a third process."""
    program = (
        "import numpy as np; from thermochain.core.compiled import bound; from thermochain.exchange import rates;"
        "kernel = bound(rates.rates_of_bonds, rates.RATES['constant']); kernel(np.ones(3));"
        "print(*[code.fndesc.env_name for code in kernel.overloads.values()])"
    )

    def symbols(folder):
        environment = os.environ | {"NUMBA_CACHE_DIR": str(tmp_path / folder)}
        command = [sys.executable, "-c", program]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout

    first = symbols("first")
    assert first.strip()
    assert symbols("first") == first  # loaded
    assert symbols("second") != first  # compiled anew
