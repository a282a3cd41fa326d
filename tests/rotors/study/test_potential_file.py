"""Files of potentials: their names, and those that are refused when the configuration is checked."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.root import CONFIG, ROOT
from thermochain.overview.configuration.error import ConfigurationError
from thermochain.overview.configuration.sections import check_configuration
from thermochain.overview.subjects import left_out, subjects_of
from thermochain.rotors.potential import ROTORS
from thermochain.rotors.study.potential_file import configured_potential, load_potential

TWO_WELLS = ROOT / "workflow/potentials/two_wells.py"
GOOD = """
import numpy as np

def potential(r):
    return 1.0 - np.cos(r)

def force(r):
    return np.sin(r)
"""
SCHEMA = ROOT / "workflow/schemas/config.schema.yaml"


def written(folder, source, name="mine.py"):
    path = folder / name
    path.write_text(source)
    return path


def test_the_shipped_files_are_the_potentials_that_they_say():
    two_wells, olla = load_potential(TWO_WELLS), load_potential("workflow/potentials/olla.py")
    r = np.linspace(-4.0, 4.0, 101)
    np.testing.assert_allclose(two_wells.potential(r), 3.0 - np.cos(r) - 2.0 * np.cos(2.0 * r), atol=1e-12)
    np.testing.assert_allclose(two_wells.force(r), np.sin(r) + 4.0 * np.sin(2.0 * r), atol=1e-12)
    np.testing.assert_allclose(olla.force(r), 2.0 * np.pi * np.sin(2.0 * np.pi * r), atol=1e-11)
    assert olla.period == 1.0
    assert olla.unit_of_energy == 1.0


def test_rotors_are_the_default_and_a_file_of_the_same_potential_has_another_name(tmp_path):
    assert configured_potential(CONFIG) is ROTORS
    own = configured_potential(CONFIG | {"potential": str(written(tmp_path, GOOD))})
    assert own != ROTORS
    assert own.name.startswith("mine-")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("def force", "def push", r"must define the function force\(r\)"),
        ("1.0 - np.cos(r)", "1.0 - np.cos(r / 2.0)", r"potential\(r\) must have the period 2 pi; at r ="),
        ("np.sin(r)", "np.sin(2.0 * r)", r"force\(r\) must be the derivative of potential\(r\)"),
        ("np.sin(r)", "np.sin(r) + 1e-6", r"force\(r\) must be the derivative of potential\(r\)"),
        ("1.0 - np.cos(r)", "np.ones(r.shape)", "must not be constant"),
        ("1.0 - np.cos(r)", "1.0", "must return one finite number for each r"),
        ("1.0 - np.cos(r)", "1.0 / np.maximum(np.cos(r), 0.0) * np.inf", "must return one finite number"),
        ("1.0 - np.cos(r)", "1.0 - np.cos(float(r))", r"potential\(r\) fails for a NumPy array .TypeError"),
        ("import numpy as np", "import numpy as np\nperiod = -1", "period=-1 must be a finite number > 0"),
        ("import numpy as np", "import numpy as np\nperiod = 1", r"potential\(r\) must have the period 1;"),
        ("import numpy as np", "import numpy as np\n1 / 0", "cannot be run .ZeroDivisionError"),
        ("import numpy as np", "import numpy as np\nfrom numba import njit", "needs 'numba'"),
        ("def potential(r):", "def potential(r) 1", "cannot be run .SyntaxError"),
    ],
)
def test_a_file_that_is_no_potential_is_refused_with_the_reason(tmp_path, old, new, message):
    assert old in GOOD
    path = written(tmp_path, GOOD.replace(old, new))
    with np.errstate(all="ignore"), pytest.raises(ConfigurationError, match=message) as caught:
        check_configuration(CONFIG | {"potential": str(path)}, SCHEMA)
    assert str(caught.value).startswith(f"potential = {path}: ")
    assert "\n" not in str(caught.value)


def test_a_potential_that_is_not_smooth_is_refused_with_the_number_of_its_harmonics(tmp_path):
    source = GOOD.replace("1.0 - np.cos(r)", "np.exp(9.0 * np.cos(r))").replace(
        "np.sin(r)", "-9.0 * np.sin(r) * np.exp(9.0 * np.cos(r))"
    )
    with pytest.raises(ValueError, match=r"must be smooth: \d\d harmonics are needed for it, at most 16 are used"):
        load_potential(written(tmp_path, source))


@pytest.mark.parametrize(
    "line",
    [
        "from helper import strength",
        "import helper.inside as other",
        "from . import helper",
        "def later():\n    from helper import strength",
        "table = np.loadtxt('table.csv')",
        "text = open('table.csv').read()",
        "from pathlib import Path\ntext = Path('table.csv').read_text()",
        "helper = __import__('helper')",
    ],
)
def test_a_file_that_reads_another_is_refused_since_its_name_would_not_show_a_change(tmp_path, line):
    with pytest.raises(ValueError, match=r"line \d+ needs .*; write its content into this file"):
        load_potential(written(tmp_path, f"{GOOD}\n{line}\n"))


@pytest.mark.parametrize("name", ["nowhere.py", "README.md", "rotor", "{x}.py"])
def test_a_file_that_is_not_there_or_no_python_is_named(name):
    with pytest.raises(ValueError, match=f"potential = {name}: must be rotors or a Python file that is there"):
        load_potential(name)


def test_every_byte_of_the_file_is_part_of_the_name_and_its_folder_is_not(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = written(tmp_path, GOOD, "my wells.py")
    (tmp_path / "link.py").symlink_to(path)
    before, linked = load_potential("my wells.py").name, load_potential("link.py").name
    assert before == f"my_wells-{linked.removeprefix('link-')}"
    path.write_text(f"{GOOD}# edited\n")
    assert load_potential(path).name != before


def test_the_check_of_a_good_file_compiles_nothing():
    """It comes before every job; in a process of its own, as modules that are imported stay."""
    code = (
        "import sys; from thermochain.rotors.study.potential_file import load_potential; "
        f"load_potential({str(TWO_WELLS)!r}); assert 'numba' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@settings(max_examples=50, deadline=None)
@given(
    cosines=st.lists(st.floats(-2.0, 2.0), min_size=1, max_size=5),
    period=st.sampled_from([1.0, 2.0 * np.pi, 0.3]),
    shift=st.sampled_from([0.0, 0.4]),
)
def test_a_file_gives_the_potential_that_it_writes(tmp_path_factory, cosines, period, shift):
    """Any sum of a few waves, even or shifted, of any period: values, derivative, and whether it is even."""
    cosines = [1.0, *cosines]
    waves = [f"{a!r} * np.cos(k({n}) * r + {shift} * {n})" for n, a in enumerate(cosines, 1)]
    slopes = [f"-{a!r} * k({n}) * np.sin(k({n}) * r + {shift} * {n})" for n, a in enumerate(cosines, 1)]
    source = f"import numpy as np\nperiod = {period!r}\ndef k(n):\n    return 2.0 * np.pi * n / period\n"
    source += f"def potential(r):\n    return {' + '.join(waves)}\ndef force(r):\n    return {' + '.join(slopes)}\n"
    potential = load_potential(written(tmp_path_factory.mktemp("file"), source.replace("--", "")))
    r, defined = np.linspace(-period, period, 57), {}
    exec(source.replace("--", ""), defined)
    size = sum(map(abs, cosines))
    np.testing.assert_allclose(potential.potential(r), defined["potential"](r), atol=1e-10 * size)
    np.testing.assert_allclose(potential.force(r), defined["force"](r), atol=1e-9 * size * 2.0 * np.pi / period * 6)
    assert potential.is_even == (shift == 0.0)


def test_an_uneven_potential_is_studied_in_its_rings_alone_and_the_study_says_so(tmp_path):
    source = GOOD.replace("np.cos(r)", "np.cos(r + 0.3) - 0.2 * np.sin(2.0 * r)").replace(
        "return np.sin(r)", "return np.sin(r + 0.3) - 0.4 * np.cos(2.0 * r)"
    )
    uneven = load_potential(written(tmp_path, source))
    assert not uneven.is_even
    assert subjects_of(uneven) == ("green_kubo",)
    assert "is not even: only its rings are simulated, with K^pp, K^ee and K^pe" in left_out(uneven)
    two_wells = load_potential(TWO_WELLS)
    assert subjects_of(two_wells) == ("green_kubo", "macroscopic", "evolution", "regimes", "driven", "relaxation")
    assert "comparisons with the paper" in left_out(two_wells)
    assert left_out(ROTORS) == ""
    assert Path(TWO_WELLS).stem in left_out(two_wells)
