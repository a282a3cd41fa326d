"""Numbers of docs/regimes.md: what the paper claims about regimes, decided claim by claim, and thresholds."""

import numpy as np
from scipy.optimize import brentq

import thermochain as tc
from docs.numbers.tables import REFERENCE, digits, fixed, markdown, of, reference, row, with_error
from thermochain.rotors.propagation import standard_error
from thermochain.rotors.regimes.criterion import local_threshold

_PUBLISHED = tc.published_coefficients()
_MEASURED = tc.load_coefficients(REFERENCE / "coefficients/measured.json")


def _threshold(c: tc.TransportCoefficients, T: float) -> float:
    """The p_R from which heating the right one of two baths at T lowers the current from it, p_L = 0."""
    return float(brentq(lambda p: float(tc.response_excess(c, T, T, 0.0, p, side="right")), 0.05, 2.0, xtol=1e-9))


def _exponents(c: tc.TransportCoefficients, T: float) -> tuple[float, float]:
    """Local exponents a of kappa and b of D^p."""
    a = -T * float(c.thermal_conductivity_slope(T) / c.thermal_conductivity(T))
    b = -T * float(c.momentum_diffusivity_slope(T) / c.momentum_diffusivity(T))
    return a, b


def _peak(c: tc.TransportCoefficients, T: float) -> float:
    """Highest temperature between baths at T with p = -1 and 1 at the ends."""
    state = tc.solve_stationary(c, T_left=T, T_right=T, p_left=-1.0, p_right=1.0)
    return float(np.max(state.temperature))


def numbers() -> dict[str, str]:
    """Name -> text."""
    claims = reference("regimes/tables/claims")
    lines = [
        (
            f"{line.claim} ({line.place})",
            line.quantity.replace("|", "\\|"),
            line.stands_if,
            f"{digits(line.published, 3)}: {line.published_verdict}",
            f"{of(line, 'measured')}: {line.measured_verdict}",
        )
        for _, line in claims.iterrows()
    ]
    header = ["claim of the paper", "quantity that decides", "stands if", "published", "measured"]
    excess = claims[claims.claim.str.startswith("An inner maximum")].iloc[0]
    found = {
        "claims": markdown(header, lines),
        "excess_published": fixed(excess.published, 2),
        "excess_measured": of(excess, "measured"),
    }
    isolines = reference("regimes/tables/isolines")
    lines = [
        (line.figure, line.line, line.quantity, digits(line.published, 2), of(line, "measured"))
        for _, line in isolines.iterrows()
    ]
    header = ["figure", "fixed", "error of (3.1) in", "published", "measured"]
    found["isolines"] = markdown(header, lines)
    for name, quantity in (("vertex_momentum", "p_right"), ("vertex_temperature", "T_left")):
        found[name] = digits(row(isolines, figure="Figure 6 left", quantity=quantity).published, 2)
    lines = []
    for T in (0.3, 0.5, 1.0):
        cells = [f"{T:g}"]
        for c in (_PUBLISHED, _MEASURED):
            a, b = _exponents(c, T)
            exact = digits(_threshold(c, T), 3)
            if c is _MEASURED:
                exact = with_error(_threshold(c, T), float(standard_error(c, lambda c, T=T: _threshold(c, T))))
            cells += [
                f"{a:.1f}, {b:.1f}, {(1.0 + b - a) / b:.2f}",
                digits(float(local_threshold(c, T)), 3),
                exact,
            ]
        lines.append(tuple(cells))
    header = ["T", "published: a, b, z", "estimate", "exact", "measured: a, b, z", "estimate", "exact"]
    found["thresholds"] = markdown(header, lines)
    found["b_cold"] = fixed(_exponents(_MEASURED, 0.3)[1], 1)
    found["b_cold_published"] = fixed(_exponents(_PUBLISHED, 0.3)[1], 1)
    for name, T in (("peak_02", 0.2), ("peak_0133", 0.2 / 1.5)):
        found[name] = with_error(_peak(_MEASURED, T), float(standard_error(_MEASURED, lambda c, T=T: _peak(c, T))))
    return found
