import numpy as np
import pytest


@pytest.fixture(autouse=True)
def floating_point_errors_are_errors():
    with np.errstate(all="raise", under="ignore"):
        yield
