"""The source files that a result depends on."""

from pathlib import Path

import pytest

import thermochain
from tests.root import ROOT
from thermochain.runs.sources import NEUTRAL, imported_files, source_files, sources_of_script

PACKAGE = Path(thermochain.__file__).parent  # in the checkout, or where it is installed


def below(paths):
    """Paths below the package."""
    return {Path(path).relative_to(PACKAGE).as_posix() for path in paths}


def test_simulations_depend_on_kernels_and_not_on_figures():
    found = below(source_files("thermochain.rotors.green_kubo.study.simulation"))
    kernels = {"rotors/green_kubo/rings.py", "rotors/green_kubo/gibbs.py", "rotors/rotor.py", "engine/simd.py"}
    assert kernels | {"engine/sine.py", "core/correlation.py"} <= found
    assert not {path for path in found if "figures" in path or "macroscopic" in path or "coefficients" in path}


def test_a_figure_depends_on_its_own_module_and_the_common_ones():
    found = below(source_files("thermochain.rotors.macroscopic.figures.figure_11"))
    assert {Path(path).name for path in found} == {"figure_11.py", "profiles.py", "style.py"}


def test_a_script_depends_on_what_it_imports_and_on_modules_named_to_it(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        "from thermochain.runs.storage import save_result\n\ndef later():\n    import thermochain.rotors.rotor\n"
    )
    found = below(sources_of_script(script))
    assert {"runs/storage.py", "runs/files.py", "runs/identity.py", "rotors/rotor.py"} <= found
    assert "rotors/green_kubo/rings.py" not in found
    kernel = "thermochain.rotors.green_kubo.rings"
    more = sources_of_script(script, [kernel])
    assert below(more) == found | (below(source_files(kernel)) - NEUTRAL)
    assert more == sorted(more)


def test_what_cannot_change_a_number_is_left_out(tmp_path):
    script = tmp_path / "script.py"
    script.write_text("from thermochain.runs.progress import Progress\nfrom thermochain.runs.guard import Guard\n")
    assert sources_of_script(script) == []
    assert {path for path in NEUTRAL if not (PACKAGE / path).is_file()} == set()


def test_every_script_of_the_workflow_can_be_followed():
    scripts = sorted((ROOT / "workflow/scripts").glob("*.py"))
    assert len(scripts) > 10
    for script in scripts:
        assert sources_of_script(script), script.name  # each calls the package


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("import thermochain.rotors.rotor", {"rotors/rotor.py"}),
        ("import thermochain.rotors.rotor as r, numpy", {"rotors/rotor.py"}),
        ("from thermochain.rotors import rotor", {"rotors/rotor.py"}),
        ("def f():\n    from thermochain.rotors.rotor import potential", {"rotors/rotor.py"}),
        ("import numpy, thermochain", set()),
    ],
)
def test_every_form_of_import_is_followed(line, found, tmp_path):
    path = tmp_path / "module.py"
    path.write_text(line)
    assert below(imported_files(path)) == found


@pytest.mark.parametrize("line", ["from . import rotor", "from .rotor import potential", "from thermochain import x"])
def test_imports_that_cannot_be_followed_are_refused(line, tmp_path):
    path = tmp_path / "module.py"
    path.write_text(line)
    with pytest.raises(ValueError, match="import by the full name"):
        imported_files(path)


def test_an_unknown_module_is_refused():
    with pytest.raises(ValueError, match=r"'thermochain\.nonsense' is not a module"):
        source_files("thermochain.nonsense")
