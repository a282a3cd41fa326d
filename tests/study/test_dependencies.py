"""The source files that a result depends on."""

from pathlib import Path

import pytest

from thermochain.study.dependencies import source_files


def names(module):
    return {Path(p).name for p in source_files(module)}


def test_simulations_depend_on_kernels_and_not_on_figures():
    found = names("thermochain.study.green_kubo")
    assert {"rotor_ring.py", "simd.py", "sine.py", "rotor_gibbs.py", "rotor.py", "correlation.py"} <= found
    assert not {"style.py", "first_integral.py", "coefficients.py", "fits.py"} & found


def test_a_figure_depends_on_its_own_module_and_the_common_ones():
    found = names("thermochain.figures.figure_05")
    assert found == {"figure_05.py", "profiles.py", "style.py"}


def test_an_unknown_module_is_refused():
    with pytest.raises(ValueError, match=r"'thermochain\.nonsense' is not a module"):
        source_files("thermochain.nonsense")
