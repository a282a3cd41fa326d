"""The example of the page on own series."""

import runpy

import pytest

from tests.root import ROOT


@pytest.fixture(scope="module")
def example():
    return runpy.run_path(str(ROOT / "workflow/examples/own_series.py"))


def test_the_example_finds_the_exact_diffusivity(example):
    exact = example["T"] / example["GAMMA"]
    low, high = example["diffusivity"].bounds(0.999)
    assert low < exact < high
    assert example["diffusivity"].settled
    assert example["diffusivity"].error < 0.1 * exact
    assert abs(example["estimate"].ee - exact) < 4 * example["estimate"].ee_error


def test_the_page_shows_the_example_and_the_readers():
    page = (ROOT / "docs/own_series.md").read_text()
    assert "literalinclude} ../workflow/examples/own_series.py" in page
    for name in ("estimate_integral", "from_series", "read_columns", "read_lammps_log"):
        assert name in page
