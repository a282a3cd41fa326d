"""Files of potentials: their names, and those that are refused when the configuration is checked."""

import subprocess
import sys
from copy import deepcopy

import pytest

from tests.root import CONFIG, ROOT
from thermochain.rotors.bond_potential.study.configuration import bond_potential_runs, check
from thermochain.rotors.bond_potential.study.potential import load_potential
from thermochain.rotors.bond_potential.study.potential_file import check_file, potential_name

ROTOR = ROOT / "workflow/potentials/rotor.py"
TWO_WELLS = ROOT / "workflow/examples/another_potential/two_wells.py"
GOOD = ROTOR.read_text(encoding="utf-8")


def configured(path, **changes):
    config = deepcopy(CONFIG)
    config["bond_potential"] |= {"file": str(path)} | changes
    return config


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("def force", "def push", r"must define the function force\(r\)"),
        ("1.0 - np.cos(r)", "1.0 - np.cos(r / 2.0)", r"potential\(r\) must have the period 2 pi; at r ="),
        ("return sine(r)", "return sine(r + r)", r"force\(r\) must be the derivative of potential\(r\)"),
        ("1.0 - np.cos(r)", "np.ones(r.shape)", r"must not be constant"),
    ],
)
@pytest.mark.parametrize("refuse", [load_potential, lambda path: check(configured(path))])
def test_a_file_that_is_no_potential_is_refused_with_the_reason(tmp_path, refuse, old, new, message):
    path = tmp_path / "mine.py"
    assert old in GOOD
    path.write_text(GOOD.replace(old, new))
    with pytest.raises(ValueError, match=message) as caught:
        refuse(path)
    assert "mine.py" in str(caught.value)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("def potential(r) 1", "SyntaxError"),
        ("import numpy.no_such_module", "ModuleNotFoundError"),
        (f"{GOOD}\n1 / 0", "Zero"),
    ],
)
def test_a_file_that_does_not_run_is_refused_with_the_reason(tmp_path, source, message):
    path = tmp_path / "mine.py"
    path.write_text(source)
    with pytest.raises(ValueError, match=f"bond_potential: file='.*mine.py' cannot be used .{message}.*; correct it"):
        check(configured(path))


@pytest.mark.parametrize(
    "line",
    [
        "from helper import strength",
        "import helper",
        "import helper.inside as other",
        "from . import helper",
        "def later():\n    from helper import strength",
        "table = np.loadtxt('table.csv')",
        "text = open('table.csv').read()",
        "from pathlib import Path\ntext = Path('table.csv').read_text()",
        "helper = __import__('helper')",
    ],
)
def test_a_file_that_reads_another_is_refused_since_its_name_would_not_show_a_change(tmp_path, monkeypatch, line):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "helper.py").write_text("strength = 1.0\n")
    (tmp_path / "table.csv").write_text("1.0\n")
    (tmp_path / "mine.py").write_text(f"{GOOD}\n{line}\n")
    with pytest.raises(ValueError, match=r"file='mine.py', line \d+, needs .*; write its content into this file"):
        check(configured("mine.py"))


def test_every_byte_of_the_file_is_part_of_the_tuple(tmp_path, monkeypatch):
    """Also where a preset names the file by another path, or it is a link."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.py").write_text(GOOD)
    (tmp_path / "link.py").symlink_to(tmp_path / "mine.py")
    before = [{run.file for run in bond_potential_runs(configured(name))} for name in ("mine.py", "link.py")]
    (tmp_path / "mine.py").write_text(GOOD + "# edited\n")
    after = [{run.file for run in bond_potential_runs(configured(name))} for name in ("mine.py", "link.py")]
    assert all(old.isdisjoint(new) for old, new in zip(before, after, strict=True))


@pytest.mark.parametrize("name", ["a{T}.py", "{x}.py"])
def test_braces_in_the_name_which_are_wildcards_in_paths_are_refused(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_text(GOOD)
    with pytest.raises(ValueError, match="must have no braces"):
        check(configured(name))


@pytest.mark.parametrize("name", ["nowhere.py", "README.md"])
def test_a_file_that_is_not_there_or_no_python_is_named(name):
    for refuse in (load_potential, check_file):
        with pytest.raises(ValueError, match=f"file='{name}' must be a Python file that is there"):
            refuse(name)


def test_a_force_that_needs_more_than_numpy_can_stand_in_for_is_compiled(tmp_path):
    """It is taken, so the quick check refuses no file that the kernel can use."""
    path = tmp_path / "mine.py"
    path.write_text(
        GOOD.replace("engine.radians import sine", "engine.sine import sine_of_turns").replace(
            "return sine(r)", "return sine_of_turns(r * splat(0.15915494309189535))"
        )
        + "\nfrom thermochain.engine.simd import splat\n"
    )
    check_file(str(path))


def test_the_check_of_a_good_file_compiles_nothing():
    """It comes before every job; in a process of its own, as modules that are imported stay."""
    code = (
        "import sys; from thermochain.rotors.bond_potential.study.potential_file import check_file; "
        f"check_file({str(TWO_WELLS)!r}); assert 'numba' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_run_is_named_after_the_content_of_the_file(tmp_path):
    path, renamed = tmp_path / "two wells.py", tmp_path / "other.py"
    for file in (path, renamed):
        file.write_text(TWO_WELLS.read_text(encoding="utf-8"))
    name, other = potential_name(path), potential_name(renamed)
    assert name == f"two_wells-{other.removeprefix('other-')}"
    before = {run.path for run in bond_potential_runs(configured(path))}
    assert all(str(run).startswith(f"{name}/T") for run in before)
    path.write_text(f"{path.read_text()}\n# a comment\n")
    assert not before & {run.path for run in bond_potential_runs(configured(path))}


def test_another_temperature_keeps_the_simulations_of_the_others():
    before, after = (set(bond_potential_runs(configured(ROTOR, temperatures=T))) for T in ([0.5, 1], [0.5, 1, 2]))
    assert {run.temperature for run in after - before} == {2.0}
    assert before < after


def test_lengths_that_cannot_be_run_are_refused_with_their_section():
    check(CONFIG)
    with pytest.raises(ValueError, match="bond_potential: maximum_lag=1200 must be at most half of duration=1200"):
        check(configured(ROTOR, maximum_lag=1200))
