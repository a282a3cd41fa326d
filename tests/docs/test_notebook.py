"""The notebook in docs/ runs, and gives the outputs that are stored in it."""

import re
import subprocess
import sys

import nbformat
import numpy as np
import pytest

from tests.root import ROOT

NOTEBOOK = ROOT / "docs/notebook.ipynb"
NUMBER = r"[-+]?\d+\.?\d*(?:e[-+]?\d+)?"


@pytest.fixture(scope="module")
def pairs(tmp_path_factory):
    """(stored, new) code cells; in a process of its own, as kernels keep event loops and sockets."""
    path = tmp_path_factory.mktemp("notebook") / "new.ipynb"
    code = "import sys, nbformat; from workflow.run_notebook import executed; nbformat.write(executed(), sys.argv[1])"
    subprocess.run([sys.executable, "-c", code, path], cwd=ROOT, check=True, capture_output=True)
    both = [nbformat.read(name, as_version=4).cells for name in (NOTEBOOK, path)]
    cells = [pair for pair in zip(*both, strict=True) if pair[0].cell_type == "code"]
    assert len(cells) == 8
    return cells


def printed(cell):
    assert not [o for o in cell.outputs if o.output_type == "error" or o.get("name") == "stderr"]
    return "".join(o.text for o in cell.outputs if o.output_type == "stream")


def simulated(cell):
    return "simulated" in cell.metadata.get("tags", [])


def test_what_is_solved_is_stored_as_it_comes_out(pairs):
    for stored, new in pairs:
        if not simulated(stored):
            old, fresh = printed(stored), printed(new)
            assert re.sub(NUMBER, "#", old) == re.sub(NUMBER, "#", fresh)
            numbers = [np.array(re.findall(NUMBER, text), dtype=float) for text in (old, fresh)]
            # six decimals are printed at most, and libraries may round the last one otherwise
            np.testing.assert_allclose(*numbers, rtol=1e-5, atol=2e-6)


def test_what_is_simulated_agrees_with_what_is_stored_within_its_errors(pairs):
    """The same seed gives the same bits on one processor; another one rounds otherwise, and chaos does the rest."""
    compared = 0
    for stored, new in pairs:
        if simulated(stored):
            both = [re.findall(rf"= ({NUMBER}) \+- ({NUMBER})", printed(cell)) for cell in (stored, new)]
            for (old, old_std), (fresh, fresh_std) in zip(*np.array(both, dtype=float), strict=True):
                assert 0 < fresh_std < 0.15 * abs(fresh)  # it can tell
                assert abs(fresh - old) < 4.0 * np.hypot(old_std, fresh_std)
                compared += 1
    assert compared == 3


def test_every_picture_is_drawn_again(pairs):
    def pictures(cell):
        return sum("image/png" in output.get("data", {}) for output in cell.outputs)

    assert [pictures(stored) for stored, _ in pairs] == [pictures(new) for _, new in pairs]
    assert sum(pictures(stored) for stored, _ in pairs) == 2


def test_the_stored_notebook_is_whole_small_and_of_no_machine():
    text = NOTEBOOK.read_text(encoding="utf-8")
    assert len(text) < 500_000
    cells = [cell for cell in nbformat.reads(text, as_version=4).cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    without_pictures = re.sub(r'"image/png": ".*?"', "", text)
    assert not re.search(r"/(home|root|tmp|usr|work)/|iopub|Traceback", without_pictures)
