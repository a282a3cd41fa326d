import numpy as np
import pytest


@pytest.hookimpl(tryfirst=True)  # before xdist reads the marks
def pytest_collection_modifyitems(items):
    """Workers (`make test`) share neither compiled kernels nor finished studies, so what shares them stays together.

    Whole studies take longest, so they come first.
    """
    for item in items:
        folder, _, file = item.location[0].rpartition("/")
        item.add_marker(pytest.mark.xdist_group(folder if folder.endswith("workflow") else file))
    items.sort(key=lambda item: "/workflow/" not in item.location[0])


@pytest.fixture(autouse=True)
def floating_point_errors_are_errors():
    with np.errstate(all="raise", under="ignore"):
        yield
