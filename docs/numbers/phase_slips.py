"""Numbers of docs/phase_slips.md: the coldest temperatures, by Green-Kubo and by the rate of phase slips."""

import math

import numpy as np
import pandas as pd

from docs.numbers.tables import benchmark, both, digits, fixed, markdown, reference, row, rows, with_error, with_origin
from thermochain.rotors import rotor

_COLD = (0.2, 0.25, 0.3, 0.4)
_OCTAVES = 7
_COMMAND = "make figures PRESET=cold; python -m benchmarks.cold"


def _scaled(value: float, *errors: float) -> str:
    """Value with its errors, large ones as a multiple of a power of ten."""
    power = math.floor(math.log10(value))
    if power < 5:
        return with_error(value, *errors)
    unit = 10.0**power
    return f"{with_error(value / unit, *(error / unit for error in errors))}e{power}"


def _green_kubo(line: pd.Series) -> str:
    """A coefficient of the preset `cold`: a lower bound, both errors, or the total one."""
    if not line.settled:
        return f"> {digits(line.value, 2)}"
    errors = (line.error,) if np.isnan(line["std"]) else (line["std"], line.systematic)
    return with_error(line.value, *errors)


def _coefficients(cold: pd.DataFrame, slips: pd.DataFrame) -> str:
    lines = []
    onsager = reference("green_kubo/tables/onsager")
    for T in (0.1, 0.15, 0.2, 0.25):
        own = rows(slips, temperature=T)
        tau = digits(own.relaxation_time.iloc[0], 3) if len(own) else ""
        by_slips = _scaled(own.pp.iloc[0], own.pp_std.iloc[0], own.pp_systematic.iloc[0]) if len(own) else ""
        if T < 0.2:
            pp, ee = (row(cold, temperature=T, coefficient=pair) for pair in ("pp", "ee"))
            cells = [_green_kubo(pp), by_slips, _green_kubo(ee), "yes" if pp.settled and ee.settled else "no"]
        else:
            line = row(onsager, temperature=T)
            settled = "yes" if line.pp_settled and line.ee_settled else "no"
            cells = [both(line, "pp"), by_slips, with_error(line.ee, line.ee_error), settled]
        lines.append([f"{T:g}", tau, *cells])
    header = ["T", "tau", "K^pp, Green-Kubo", "K^pp, phase slips", "K^ee, Green-Kubo", "settled"]
    return with_origin(markdown(header, lines), cold, _COMMAND).replace("Measured", "At 0.1 and 0.15 measured")


def _transmission(slips: pd.DataFrame) -> str:
    lines = [
        (
            f"{line.temperature:g}",
            f"{line.time:g}",
            both(line, "transmission"),
            digits(line.remaining, 4),
            digits(line.pp * line.transmission, 3),
        )
        for _, line in slips.iterrows()
    ]
    return markdown(["T", "t", "kappa at t", "<w(0) w(t)>/<w^2>", "K^pp if every passage stayed"], lines)


def _exponents(exponents: pd.DataFrame) -> str:
    times = sorted(set(exponents.time))
    lines = []
    for T in (0.1, 0.15):
        for pair in ("pp", "ee"):
            found = [row(exponents, temperature=T, coefficient=pair, time=t) for t in times]
            cells = [
                fixed(line.exponent, 2)
                if np.isnan(line.exponent_std)
                else with_error(line.exponent, line.exponent_std, two_digits_below=0.95)
                for line in found
            ]
            lines.append([f"{T:g}", f"K^{pair}", *cells])
    return with_origin(markdown(["T", "coefficient", *(f"{t:g}" for t in times)], lines), exponents, _COMMAND)


def _time_exponents(exponents: pd.DataFrame) -> str:
    """Exponents over the last octaves before the longest lag, at the coldest temperatures of the default preset."""
    lines = []
    for T in _COLD:
        for pair in ("pp", "ee"):
            last = rows(exponents, temperature=T, coefficient=pair).tail(_OCTAVES)
            cells = [with_error(line.exponent, line.exponent_std) for _, line in last.iterrows()]
            lines.append([f"{T:g}", digits(2.0 * last.time.iloc[-1], 3), f"K^{pair}", *cells])
    octaves = [f"t_max/{2**k}" for k in range(_OCTAVES, 0, -1)]
    return markdown(["T", "t_max", "coefficient", *octaves], lines)


def _ring_bias(temperature: float, n_rotors: int) -> float:
    """By which part the spread of the energies of rings raises K^pp."""
    T = temperature
    return float((2.0 / T**2 - 1.0 / T) ** 2 * T**2 / (rotor.specific_heat(T) * n_rotors))


def _barrier(slips: pd.DataFrame) -> str:
    """Slope of ln(K^pp/T^2) over 1/T between the two coldest temperatures."""
    cold, warm = (row(slips, temperature=T) for T in (0.1, 0.15))
    rise = math.log(cold.pp / 0.1**2) - math.log(warm.pp / 0.15**2)
    width = 1.0 / 0.1 - 1.0 / 0.15
    return with_error(rise / width, math.hypot(cold.pp_error / cold.pp, warm.pp_error / warm.pp) / width)


def numbers() -> dict[str, str]:
    """Name -> text."""
    slips, cold = reference("phase_slips/tables/phase_slips"), benchmark("cold")
    exponents = benchmark("exponents")
    found = {
        "coefficients": _coefficients(cold, slips),
        "transmission": _transmission(slips),
        "exponents": _exponents(exponents),
        "time_exponents": _time_exponents(reference("green_kubo/tables/time_exponents")),
        "barrier": _barrier(slips),
        "bias_256": fixed(_ring_bias(0.15, 256), 2),
        "bias_512": fixed(_ring_bias(0.15, 512), 2),
        "bias_cold": fixed(_ring_bias(0.1, 512), 1),
    }
    ring, slip = row(cold, temperature=0.15, coefficient="pp"), row(slips, temperature=0.15)
    error = math.hypot(ring["std"], ring.systematic, slip.pp_error)
    found["z_015"] = fixed((slip.pp - ring.value) / error, 1)
    last = rows(reference("green_kubo/tables/time_exponents"), temperature=0.2, coefficient="pp").iloc[-1]
    found["last_cold"] = with_error(last.exponent, last.exponent_std)
    found["z_02"] = fixed(row(slips, temperature=0.2).z, 1)
    coldest = row(slips, temperature=0.1)
    found["precision"] = fixed(100.0 * coldest.pp_error / coldest.pp, 1)
    for name, time in (("first", 6250.0), ("last", 50000.0)):
        line = row(exponents, temperature=0.1, coefficient="ee", time=time)
        found[f"exponent_{name}"] = with_error(line.exponent, line.exponent_std, two_digits_below=0.95)
    return found
