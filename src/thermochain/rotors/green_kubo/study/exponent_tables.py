"""Tables of the local exponents of the coefficients, in time and in temperature."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from thermochain.core.correlation import TimeCorrelations
from thermochain.core.running_integral import RunningIntegral
from thermochain.rotors.coefficients import published_coefficients
from thermochain.rotors.green_kubo.exponents import errors_between, exponents_between, exponents_in_time
from thermochain.rotors.green_kubo.phase_slip import phase_slip_coefficient
from thermochain.rotors.green_kubo.study.coefficients import points
from thermochain.runs.table import Table

PAIRS = ("pp", "ee")

TIME_EXPONENTS = Table(
    "time_exponents/1",
    temperature="T",
    coefficient="pp for K^pp, ee for K^ee",
    time="t",
    exponent="log_2 of K(2t)/K(t), K the running integral: 1 if ballistic, 0 if settled",
    exponent_std="its standard error, jackknife over batches",
)
TEMPERATURE_EXPONENTS = Table(
    "temperature_exponents/1",
    coefficient="pp for K^pp, ee for K^ee",
    temperature="geometric mean of two neighbouring temperatures",
    **{"from": "the lower of them"},
    up_to="the higher",
    exponent="d ln K/d ln T; D^p = K^pp/T has one less, kappa = K^ee/T^2 two less",
    exponent_std="its statistical standard error",
    exponent_systematic="its systematic error; those of the two K are shared",
    exponent_error="its total error, both in quadrature",
    published="the exponent of the published law (A.2)",
    slips="the exponent of K^pp if every passage of a bond over the top stayed; empty for K^ee",
)


def time_exponents_frame(correlations: Iterable[TimeCorrelations]) -> pd.DataFrame:
    """Table TIME_EXPONENTS of all temperatures."""
    frames = []
    for one in correlations:
        for pair in PAIRS:
            running = RunningIntegral.of(getattr(one, pair), one.spacing)
            time, exponent, std = exponents_in_time(running)
            columns = {"temperature": one.temperature, "coefficient": pair, "time": time}
            frames.append(pd.DataFrame(columns | {"exponent": exponent, "exponent_std": std}))
    return pd.concat(frames, ignore_index=True)


def temperature_exponents_frame(onsager: pd.DataFrame) -> pd.DataFrame:
    """Table TEMPERATURE_EXPONENTS from the table of coefficients; lower bounds have no part in it."""
    published = published_coefficients()
    laws = {"pp": published.onsager_pp, "ee": published.onsager_ee}
    frames = []
    for pair in PAIRS:
        T, value, std, systematic = points(onsager, pair)
        statistical = errors_between(T, value, std, shared=False)
        common = errors_between(T, value, systematic, shared=True)
        columns = {
            "coefficient": pair,
            "temperature": np.sqrt(T[1:] * T[:-1]),
            "from": T[:-1],
            "up_to": T[1:],
            "exponent": exponents_between(T, value),
            "exponent_std": statistical,
            "exponent_systematic": common,
            "exponent_error": np.hypot(statistical, common),
            "published": exponents_between(T, laws[pair](T)),
            "slips": exponents_between(T, phase_slip_coefficient(T)) if pair == "pp" else np.nan,
        }
        frames.append(pd.DataFrame(columns))
    return pd.concat(frames, ignore_index=True)
