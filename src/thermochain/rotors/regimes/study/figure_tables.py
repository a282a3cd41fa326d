"""The tables behind all figures of the regimes."""

from collections.abc import Iterator

import pandas as pd

from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.regimes.study import conductivity_anatomy, low_temperature, maps
from thermochain.runs.table import Table


def figure_tables(
    coefficients: list[TransportCoefficients], *, map_points: int, profile_points: int, curve_points: int
) -> Iterator[tuple[str, Table, pd.DataFrame]]:
    """Name, kind and content of every table.

    Parameters
    ----------
    coefficients
        The published and the measured coefficients.
    map_points
        Points along each axis of the planes.
    profile_points, curve_points
        Points of each profile and of each curve.
    """
    yield "fields", maps.FIELDS, maps.tabulate_fields(coefficients, map_points)
    yield "boundaries", maps.BOUNDARIES, maps.tabulate_boundaries(coefficients, map_points)
    anatomy = conductivity_anatomy
    yield "anatomy_profiles", anatomy.PROFILES, anatomy.tabulate_profiles(coefficients, profile_points)
    yield "anatomy_response", anatomy.RESPONSE, anatomy.tabulate_response(coefficients, curve_points)
    cold = low_temperature
    yield "continued_profiles", cold.PROFILES, cold.tabulate_profiles(coefficients, profile_points)
    yield "peak_temperatures", cold.PEAKS, cold.tabulate_peaks(coefficients, curve_points)
    yield "continuations", cold.CONTINUATIONS, cold.tabulate_continuations(curve_points)
