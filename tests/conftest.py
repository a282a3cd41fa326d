import gc
import os

# The matrices here are small, and threads of linear algebra that wait for a busy core make them ten times slower.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import pytest
from hypothesis import settings

# The same examples in every run, so that a change alone makes a test fail; --hypothesis-profile default draws new ones.
settings.register_profile("same-examples", derandomize=True)
settings.load_profile("same-examples")


def pytest_collection_finish():
    """Spare the search for garbage what pytest and the libraries hold to the end: that took a twentieth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


@pytest.fixture(autouse=True)
def floating_point_errors_are_errors():
    with np.errstate(all="raise", under="ignore"):
        yield
