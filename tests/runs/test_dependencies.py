"""The source files that a result depends on."""

from pathlib import Path

import pytest

from thermochain.runs.sources import _imports, source_files


def names(module):
    return {Path(p).name for p in source_files(module)}


def test_simulations_depend_on_kernels_and_not_on_figures():
    found = names("thermochain.rotors.green_kubo.study.simulation")
    assert {"rotor_ring.py", "simd.py", "sine.py", "rotor_gibbs.py", "rotor.py", "correlation.py"} <= found
    assert not {"style.py", "first_integral.py", "coefficients.py", "fits.py"} & found


def test_a_figure_depends_on_its_own_module_and_the_common_ones():
    found = names("thermochain.rotors.macroscopic.figures.figure_11")
    assert found == {"figure_11.py", "profiles.py", "style.py"}


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("import thermochain.rotors.rotor", {"thermochain.rotors.rotor"}),
        ("import thermochain.rotors.rotor as r, numpy", {"thermochain.rotors.rotor", "numpy"}),
        ("from thermochain.models import rotor", {"thermochain.models", "thermochain.rotors.rotor"}),
        ("def f():\n    from thermochain.rotors.rotor import potential", {"thermochain.rotors.rotor"}),
    ],
)
def test_every_form_of_import_is_followed(line, names):
    assert names <= set(_imports(line))


@pytest.mark.parametrize("line", ["from . import rotor", "from .rotor import potential", "from thermochain import x"])
def test_imports_that_cannot_be_followed_are_refused(line):
    with pytest.raises(ValueError, match="import by the full name"):
        _imports(line)


def test_an_unknown_module_is_refused():
    with pytest.raises(ValueError, match=r"'thermochain\.nonsense' is not a module"):
        source_files("thermochain.nonsense")
