"""Tables of the study of energy exchange, made from the files of its simulations."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from thermochain.exchange.ring_conductivity import KINETIC_STATIC, RingConductivity, ring_conductivity
from thermochain.exchange.stationary_chain import StationaryChain
from thermochain.exchange.study.convergence import (
    CONVERGENCE,
    FLUCTUATIONS,
    convergence_table,
    fluctuations_table,
)
from thermochain.exchange.study.full_shares import CURRENTS, KINETIC, TWO_POINT, kinetic_tables, two_point_table
from thermochain.exchange.study.geodesic_run import GeodesicPairsRun
from thermochain.exchange.study.geodesic_table import GEODESIC, geodesic_table
from thermochain.exchange.study.long_range import LONG_RANGE, long_range_table
from thermochain.exchange.study.pair_run import PairsRun, PinnedPairsRun
from thermochain.exchange.study.ring_run import GinzburgLandauRun, KineticRingsRun
from thermochain.exchange.study.run import CovarianceRun, LimitRun, MesoscopicRun, StationaryRun
from thermochain.exchange.study.stationary import IN_TIME, STATIONARY, in_time_table, stationary_table
from thermochain.exchange.study.weak_coupling import (
    GINZBURG_LANDAU,
    PAIRS,
    PINNED_PAIRS,
    ginzburg_landau_table,
    pairs_table,
    pinned_pairs_table,
)
from thermochain.runs.storage import load_result

# Name of a file -> the kind of its table.
TABLES = {
    "stationary": STATIONARY,
    "covariance_in_time": IN_TIME,
    "convergence": CONVERGENCE,
    "fluctuations": FLUCTUATIONS,
    "long_range": LONG_RANGE,
    "two_point": TWO_POINT,
    "kinetic": KINETIC,
    "kinetic_currents": CURRENTS,
    "pairs": PAIRS,
    "pinned_pairs": PINNED_PAIRS,
    "geodesic": GEODESIC,
    "ginzburg_landau": GINZBURG_LANDAU,
}


def make_tables(**files: Sequence[str | Path]) -> dict[str, pd.DataFrame]:
    """Content of all TABLES; `files` are `exchange_files` of the configuration."""
    kinetic, currents = kinetic_tables(
        [load_chain(path) for path in files["kinetic"]], load_chain(files["contact"][0])[1], _ring(files["rings"][0])
    )
    limits = [load_result(path, LimitRun) for path in files["limit"]]
    covariance = load_result(files["covariance"][0], CovarianceRun)
    mesoscopic = [load_result(path, MesoscopicRun) for path in files["mesoscopic"]]
    return {
        "stationary": stationary_table([load_chain(path) for path in files["stationary"]]),
        "covariance_in_time": in_time_table(*covariance),
        "convergence": convergence_table(limits, mesoscopic),
        "fluctuations": fluctuations_table(mesoscopic, covariance),
        "long_range": long_range_table([load_chain(path) for path in files["long_range"]]),
        "two_point": two_point_table(*load_chain(files["two_point"][0])),
        "kinetic": kinetic,
        "kinetic_currents": currents,
        "pairs": pairs_table([load_result(path, PairsRun) for path in files["pairs"]]),
        "pinned_pairs": pinned_pairs_table([load_result(path, PinnedPairsRun) for path in files["pinned_pairs"]]),
        "geodesic": geodesic_table([load_result(path, GeodesicPairsRun) for path in files["geodesic"]]),
        "ginzburg_landau": ginzburg_landau_table(
            [
                (run, arrays["correlations"])
                for run, arrays in (load_result(path, GinzburgLandauRun) for path in files["ginzburg_landau"])
            ]
        ),
    }


def load_chain(path: str | Path) -> tuple[StationaryRun, StationaryChain]:
    """A stored stationary run and its chains; CorruptResult, naming the file, unless it is whole and in its place."""
    run, arrays = load_result(path, StationaryRun)
    scalars = {name: arrays.pop(name).item() for name in ("T_left", "T_right", "time", "n_events")}
    return run, StationaryChain(**arrays, **scalars)


def _ring(path: str | Path) -> RingConductivity:
    """Conductivity of the stored rings of the kinetic limit."""
    run, arrays = load_result(path, KineticRingsRun)
    return ring_conductivity(KINETIC_STATIC, arrays["correlations"], run.spacing)
