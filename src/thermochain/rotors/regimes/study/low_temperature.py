"""The low temperature limit of symmetric states (IOS 2.4.2) as tables."""

import numpy as np
import pandas as pd

from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.curve_errors import curve_error
from thermochain.rotors.macroscopic.first_integral import highest_temperature
from thermochain.rotors.macroscopic.profiles import stationary_profiles
from thermochain.rotors.onsager import ActivatedLaw
from thermochain.rotors.regimes.low_temperature import continue_state
from thermochain.runs.table import Table

PROFILES = Table(
    "continued_profiles/1",
    coefficients="published or measured",
    end_temperature="temperature at both ends",
    scale="lambda: the chain is the one at the highest end_temperature, continued to [-lambda, lambda]",
    x="position in [-1, 1], in units of lambda",
    temperature="T(x)",
    temperature_std="its standard error from the coefficients; 0 where unknown",
    momentum="p(x)",
    momentum_std="its standard error",
)
PEAKS = Table(
    "peak_temperatures/1",
    coefficients="published or measured",
    end_temperature="temperature at both ends; the momenta there are -p and p",
    momentum="p",
    peak="highest temperature inside (2.41)",
    peak_std="its standard error from the coefficients; 0 where unknown",
    extrapolated="True where end_temperature is colder than what was measured",
)
CONTINUATIONS = Table(
    "continuations/1",
    exponent="alpha of kappa = T^-alpha, D^p = 1 (Remark 2.2)",
    scale="lambda",
    temperature="T at lambda over that at 1",
    last_scale="lambda at which T = 0: sqrt(1 + 2/(1 - alpha)); empty if it never is",
)

_TEMPERATURE, _MOMENTUM = 0.5, 0.7  # boundary values of the state that is continued
_ENDS = (0.5, 0.4, 0.3, 0.2, 0.14, 0.05, 0.02)  # end temperatures, used if admissible
_FORCINGS = (0.5, 1.0, 1.5)
_EXPONENTS = (0.5, 0.75, 1.0, 1.5, 2.0)
_COLDEST = 1e-3  # lowest temperature with the power laws


def tabulate_profiles(coefficients: list[TransportCoefficients], n_points: int) -> pd.DataFrame:
    """The table PROFILES: T and p on chains that are continued to colder and colder ends."""
    frames, x = [], np.linspace(-1.0, 1.0, n_points)
    for c in coefficients:
        ends = np.array([T for T in _ENDS if c.admissible_range[0] <= T])
        scale, p = continue_state(c, _TEMPERATURE, _MOMENTUM, ends)

        def columns(c: TransportCoefficients, ends=ends, p=p):
            state = stationary_profiles(c, ends, ends, -p, p, x)
            return np.stack([state.temperature.ravel(), state.momentum.ravel()])

        (temperature, momentum), errors = columns(c), curve_error(c, columns)
        frames.append(
            pd.DataFrame(
                {
                    "coefficients": c.name,
                    "end_temperature": np.repeat(ends, n_points),
                    "scale": np.repeat(scale, n_points),
                    "x": np.tile(x, ends.size),
                    "temperature": temperature,
                    "temperature_std": errors[0],
                    "momentum": momentum,
                    "momentum_std": errors[1],
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


def tabulate_peaks(coefficients: list[TransportCoefficients], n_points: int) -> pd.DataFrame:
    """The table PEAKS: the highest temperature between ever colder baths at fixed momenta."""
    frames = []
    for c in coefficients:
        T = np.geomspace(max(c.admissible_range[0], _ENDS[-1]), 1.0, n_points)
        for forcing in _FORCINGS:

            def peak(c: TransportCoefficients, T=T, forcing=forcing):
                return highest_temperature(c, T, T, -forcing, forcing)

            columns = {"end_temperature": T, "peak": peak(c), "peak_std": curve_error(c, peak)}
            frames.append(
                pd.DataFrame(columns).assign(coefficients=c.name, momentum=forcing, extrapolated=c.is_extrapolated(T))
            )
    return pd.concat(frames, ignore_index=True)


def tabulate_continuations(n_points: int) -> pd.DataFrame:
    """The table CONTINUATIONS: end temperature against lambda for kappa = T^-alpha.

    The state continued has T = 1, p = -+1 at x = -+1.  For alpha < 1 the temperature reaches zero at a finite lambda
    and the continuation ends (Remark 2.2).
    """
    frames, T = [], np.geomspace(1.0, _COLDEST, n_points)
    for exponent in _EXPONENTS:
        scale, _ = continue_state(_power_law(exponent), 1.0, 1.0, T)
        last = np.sqrt(1.0 + 2.0 / (1.0 - exponent)) if exponent < 1 else np.nan
        columns = {"exponent": exponent, "scale": scale, "temperature": T, "last_scale": last}
        frames.append(pd.DataFrame(columns))
    return pd.concat(frames, ignore_index=True)


def _power_law(exponent: float) -> TransportCoefficients:
    """Coefficients with D^p = 1 and kappa = T^-exponent, without errors."""
    none = np.zeros((2, 2))
    return TransportCoefficients(
        name=f"alpha = {exponent:g}",
        pp=ActivatedLaw(np.array([0.0, 1.0]), none),
        ee=ActivatedLaw(np.array([0.0, 2.0 - exponent]), none),
        measured_range=(0.5 * _COLDEST, 10.0),
        admissible_range=(0.5 * _COLDEST, 10.0),
    )
