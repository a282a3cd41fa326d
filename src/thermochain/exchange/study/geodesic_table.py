"""Table of sigma^2 of pairs on a surface of negative curvature beside the form (51) of Olla."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from thermochain.exchange.geodesic_pair import geodesic_mobility
from thermochain.exchange.study.geodesic_run import GeodesicPairsRun
from thermochain.runs.table import Table

GEODESIC = Table(
    "exchange_geodesic/1",
    ratio="E_2/E_1",
    mobility="sigma^2 of (44) at E_1 = 1, simulated",
    mobility_std="its statistical standard error",
    mobility_systematic="its systematic error, of the cut of the integral",
    form="E_1 E_2/(E_1^{3/2} + E_2^{3/2}) of (51) at E_1 = 1",
    quotient="sigma^2 over this form",
    quotient_error="its total error",
)


def geodesic_table(results: Sequence[tuple[GeodesicPairsRun, Mapping[str, NDArray]]]) -> pd.DataFrame:
    """Table of GEODESIC, one row for each run, by the ratio of the energies."""
    rows = []
    for run, found in results:
        value, std, systematic = (found[name].item() for name in ("value", "std", "systematic"))
        form = geodesic_mobility(1.0, run.energy_ratio)
        rows.append(
            {
                "ratio": run.energy_ratio,
                "mobility": value,
                "mobility_std": std,
                "mobility_systematic": systematic,
                "form": form,
                "quotient": value / form,
                "quotient_error": float(np.hypot(std, systematic)) / form,
            }
        )
    return pd.DataFrame(rows).sort_values("ratio", ignore_index=True)
