"""Numbers of docs/harmonic.md: exact moments, their limits, and simulations of harmonic chains."""

import numpy as np
import pandas as pd

from docs.numbers.tables import digits, fixed, markdown, of, reference, row, rows, with_error

WAVES = ("p sin", "e cos", "e cos 2")
_SOURCES = {
    "N J of a constant force (38)": "N J, constant force, Olla (38)",
    "N J of an oscillating force (Theorem 2)": "N J, oscillating force",
    "W^heat (Theorem 2)": "W^heat",
    "T(1) of an oscillating force (Theorem 2)": "T(1), oscillating force, Theorem 2",
}
_FORMULAS = {
    "N J of a constant force (38)": "-(T_+ - T_- + F^2)/(4 gamma)",
    "N J of an oscillating force (Theorem 2)": "-F^2/(2 gamma) - W",
    "W^heat (Theorem 2)": "closed form",
    "T(1) of an oscillating force (Theorem 2)": "F^2 + 4 gamma W + T_-",
}


def _exact(line: pd.Series, column: str) -> str:
    """A value that is known to all digits of the table, or with the error of the extrapolation."""
    return digits(line[column], 6) if line.error < 1e-8 * abs(line[column]) else with_error(line[column], line.error)


def _comparison(table: pd.DataFrame) -> str:
    formula, exact = table.columns[2:4]
    lines = []
    for quantity, words in _SOURCES.items():
        line = row(table, quantity=quantity)
        printed = "not given" if np.isnan(line.printed) else f"{line.printed:g}"
        own = f"{_FORMULAS[quantity]} = {line[formula]:g}"
        lines.append((words, printed, own, _exact(line, exact)))
    for noise, law in (("velocity flips (22)", "1/(4 gamma)"), ("bending, exchange (27)", "2/gamma + gamma/2")):
        for rate in (0.25, 0.5, 1.0):
            line = row(table, quantity=f"D_e, {noise}, rate {rate:g}")
            own = f"{law} = {line[formula]:g}"
            words = f"D_e, {noise}, gamma = {rate:g}"
            lines.append((words, f"{line.printed:g}", own, _exact(line, exact)))
    return markdown(["quantity", "printed", "derived here", "exact moments"], lines)


def _orders(values: np.ndarray, limit: np.ndarray | float) -> str:
    errors = np.abs(values - limit)
    return ", ".join(fixed(float(order), 2) for order in np.log2(errors[:-1] / errors[1:]))


def _convergence(limits: pd.DataFrame) -> str:
    lines = []
    cases = [rows(limits, case=case).sort_values("n") for case in ("constant", "periodic")]
    lines.append(("current", *(_orders(c.scaled_current.to_numpy(), c.current_limit.to_numpy()) for c in cases)))
    lines.append(("largest error of the profile", *(_orders(c.profile_error.to_numpy(), 0.0) for c in cases)))
    lines.append(("mean of Var r - Var p", *(_orders(c.equipartition.to_numpy(), 0.0) for c in cases)))
    return markdown(["", "constant force", "oscillating force"], lines)


def _flips(flips: pd.DataFrame) -> str:
    lines = [("K^pp", *(of(line, "pp") for _, line in flips.iterrows()))]
    lines.append(("K^ee", *(of(line, "ee") for _, line in flips.iterrows())))
    return markdown(["gamma", *(f"{rate:g}" for rate in flips.rate)], lines)


def _bending(bending: pd.DataFrame) -> str:
    sizes = sorted(set(bending.n))
    times = {"t = 51": 51.0, "t = 201": 201.5, "t = 400": 400.0}
    found = {words: [row(bending, n=n, time=time) for n in sizes] for words, time in times.items()}
    lines = [
        (f"integral to {words}", *(with_error(c.integral, c["std"]) for c in cells)) for words, cells in found.items()
    ]
    for start, end in (("t = 51", "t = 201"), ("t = 201", "t = 400")):
        cells = []
        for before, after in zip(found[start], found[end], strict=True):
            ratio = np.log(after.time / before.time)
            exponent = np.log(after.integral / before.integral) / ratio
            cells.append(with_error(float(exponent), float(after["std"] / after.integral / ratio)))
        lines.append((f"exponent from {start} to {end.removeprefix('t = ')}", *cells))
    return markdown(["", *(f"n = {n:g}" for n in sizes)], lines)


def _evolution(evolution: pd.DataFrame) -> dict[str, str]:
    """Largest distance of the temperature from its limit at t = 0.1, by number of springs, and sums of covariances."""
    times = np.array(sorted(set(evolution.time)))
    at = float(times[np.argmin(np.abs(times - 0.1))])
    last = float(times[-1])
    found = {}
    for n in (16, 32, 64):
        chain = rows(evolution, n=n)
        profile = rows(chain, time=at)
        found[f"evolution_{n}"] = digits(float((profile.temperature - profile.temperature_limit).abs().max()), 3)
        found[f"covariances_{n}"] = fixed(float(rows(chain, time=last).covariances.iloc[0]), 2)
        equipartition = float(rows(chain, time=last).equipartition.iloc[0])
        found[f"equipartition_{n}"] = digits(equipartition, 3)
    found["equipartition_power"] = digits(64 * equipartition, 2)
    return found


def _forced(forced: pd.DataFrame, chains: pd.DataFrame) -> dict[str, str]:
    """Statements of Theorem 2 and its proof at the last time, and the simulation beside them."""
    last = rows(forced, time=float(forced.time.max()))
    titles = {
        "work": "work W_N",
        "mechanical work": "its part by F",
        "thermal work": "its part by the oscillation",
        "momentum 0": "N int_0^t <p_0> ds",
        "momentum n": "N int_0^t <p_N> ds",
        "squares of means": "(1/N) sum <r>^2 + <p>^2",
        "energy": "(1/N) sum of the energies",
        "covariances": "C_N",
        "temperature": "largest error of T",
        "stretch": "largest error of r",
        **{f"equipartition, {G}": f"equipartition, G = {G}" for G in _tests(last, "equipartition")},
        **{f"energy, {G}": f"energy against G = {G}" for G in _tests(last, "energy") if G != "1"},
        **{f"stretch, {G}": f"stretch against G = {G}" for G in _tests(last, "stretch")},
    }
    sizes = sorted(set(last.n))
    lines = []
    for quantity, title in titles.items():
        found = {int(line.n): line for _, line in rows(last, quantity=quantity).iterrows()}
        values = [digits(found[n].value, 4) if n in found else "" for n in sizes]
        lines.append((title, *values, digits(found[min(found)].limit, 4)))
    simulated = {}
    for quantity in ("energy", "work"):
        line = row(chains, quantity=quantity)
        simulated[f"simulated_{quantity}"] = with_error(line.simulated, line["std"])
        simulated[f"exact_{quantity}"] = digits(line.exact, 4)
    masses = rows(chains, quantity="temperature")
    z = float(((masses.simulated - masses.exact) / masses["std"]).abs().max())
    return {
        "forced": markdown(["", *(f"N = {n}" for n in sizes), "limit"], lines),
        **simulated,
        "forced_z": fixed(z, 2),
    }


def _tests(table: pd.DataFrame, statement: str) -> list[str]:
    """Test functions against which a statement is computed."""
    return [name.partition(", ")[2] for name in table.quantity.unique() if name.startswith(f"{statement}, ")]


def _phonons(packets: pd.DataFrame) -> dict[str, str]:
    """Distance of the packet, and energy that its mean keeps."""
    sums = packets.groupby(["rate", "time"])[["mechanical", "heat"]].sum()
    rate, last = float(packets.rate.max()), float(packets.time.max())
    places = packets.assign(moment=packets.site * packets.mechanical).groupby(["rate", "time"])["moment"].sum()
    middle = places / sums["mechanical"]
    return {
        "packet_distance": digits(float(middle[0.0, last] - middle[0.0, 0.0]), 4),
        "packet_kept": digits(float(sums["mechanical"][rate, last]), 3),
        "packet_law": digits(float(np.exp(-2.0 * rate * last)), 3),
    }


def _known(known: pd.DataFrame) -> str:
    words = {
        "current, walls": "current of the ordered chain between walls, T 2 and 1, baths of friction",
        "conductivity, pinning": "conductivity, pinning 1 and flips of rate 1, springs of strength",
        "current, two baths": "current with flips of rate 1, T 1 and 2, force",
        "power, mean force": "n F <p_n> without right bath, force",
    }
    lines = [
        (f"{words[line.quantity]} {line.parameter:g}", f"{line.n:g}", digits(line.value, 6), digits(line.law, 6))
        for _, line in known.iterrows()
        if line.quantity in words
    ]
    return markdown(["quantity", "n", "exact moments", "closed form"], lines)


def _rings(errors: pd.DataFrame, comparison: pd.DataFrame) -> dict[str, str]:
    """Largest errors over all times by number of masses, their exponents, and the scatter of a wave in one ring."""
    sizes = sorted(set(errors.n))
    largest = errors.groupby(["equation", "n"]).max()

    def line(words: str, equation: int, column: str, exponent: str) -> tuple[str, ...]:
        values = (digits(largest.loc[(equation, n), column], 3) for n in sizes)
        return (words, *values, exponent)

    found = []
    for equation, noise in ((16, "stretch flips"), (22, "velocity flips"), (27, "bending, exchange")):
        power = row(comparison, quantity=f"exponent in N of the error of T, ({equation})")
        found.append(
            line(f"T, ({equation}), {noise}", equation, "temperature_error", with_error(power.exact, power.error))
        )
    power = row(comparison, quantity="exponent in N of the error of T, (27) as printed")
    found.append(line("T, (27) as printed", 27, "printed_error", with_error(power.exact, power.error)))
    for equation, mean in ((16, "p"), (22, "r"), (27, "k and p")):
        values = [largest.loc[(equation, n), "mean_error"] for n in sizes]
        slope = np.log(values[-1] / values[-2]) / np.log(sizes[-1] / sizes[-2])
        found.append(line(f"{mean}, ({equation})", equation, "mean_error", fixed(float(slope), 2)))
    scatter = largest.loc[27, "scatter"]
    slope = np.log(scatter.iloc[-1] / scatter.iloc[0]) / np.log(sizes[-1] / sizes[0])
    return {
        "rings": markdown(["largest error of", *(f"n = {n}" for n in sizes), "exponent"], found),
        "scatter": digits(scatter.iloc[-1], 2),
        "scatter_power": fixed(float(slope), 2),
    }


def _rotor_rings(rings: pd.DataFrame) -> dict[str, str]:
    """Distances of rings of rotors from (16) at two times, their exponents, and the scatter of one ring."""
    sizes, times = sorted(set(rings.n)), sorted(set(rings.time))
    found, z = [], []
    for wave, words in (("p sin", "p"), ("e cos", "e, cos 2 pi x"), ("e cos 2", "e, cos 4 pi x")):
        for time in (times[1], times[-1]):
            lines = [row(rings, wave=wave, n=n, time=time) for n in sizes]
            values = (with_error(line["mean"] - line.limit, line["std"]) for line in lines)
            found.append((f"{words}, t = {time:g}", digits(lines[0].limit, 3), *values, digits(lines[0].limit_std, 1)))
        longest = rows(rings[rings.time > 0], wave=wave, n=sizes[-1])
        z.append(((longest["mean"] - longest.limit) / np.hypot(longest["std"], longest.limit_std)).abs().max())
    late = rows(rings, time=times[-1])
    slopes = [np.polyfit(np.log(sizes), np.log(rows(late, wave=wave).sort_values("n").scatter), 1)[0] for wave in WAVES]
    return {
        "rotor_rings": markdown(["wave", "(16)", *(f"n = {n}" for n in sizes), "error of (16)"], found),
        "rotor_z": fixed(float(max(z)), 1),
        "rotor_scatter_low": fixed(float(min(slopes)), 2),
        "rotor_scatter_high": fixed(float(max(slopes)), 2),
    }


def numbers() -> dict[str, str]:
    """Name -> text."""
    comparison, limits = reference("harmonic/tables/comparison"), reference("harmonic/figures/limits")
    chains = reference("harmonic/figures/chains")
    z = (chains.simulated - chains.exact) / chains["std"]
    exponents = {
        name: row(comparison, quantity=f"exponent of the current in N, {noise}")
        for name, noise in (("flip", "velocity flip"), ("exchange", "velocity exchange"))
    }
    cases = {
        "constant": "constant force",
        "periodic": "oscillating force",
        "stretch flip": "stretch flips",
        "velocity exchange": "velocity exchange",
    }
    simulated = []
    for case, words in cases.items():
        [mean] = chains.index[(chains.case == case) & chains.x.isna()]
        masses = z[(chains.case == case) & chains.x.notna()]
        offset = with_error(*(100.0 * chains.loc[mean, ["simulated", "std"]] / chains.exact[mean] - [100.0, 0.0]))
        simulated.append((words, f"{len(masses)}", fixed(float(masses.abs().max()), 2), offset, fixed(z[mean], 1)))
    found = {
        "comparison": _comparison(comparison),
        "convergence": _convergence(limits),
        "flips": _flips(reference("harmonic/figures/rotor_flips")),
        "bending": _bending(reference("harmonic/figures/bending")),
        "simulated": markdown(
            ["chain", "momenta", "largest deviation in standard errors", "mean of all, per cent off", "z of the mean"],
            simulated,
        ),
        "ballistic": digits(-row(reference("harmonic/figures/currents"), noise="none", n=128).current, 3),
        "example": digits(row(limits, case="constant", n=64).scaled_current, 6),
    }
    rotors = row(reference("green_kubo/tables/onsager"), temperature=0.5)
    found |= {"pp_free": of(rotors, "pp", "error"), "ee_free": of(rotors, "ee", "error")}
    found |= {f"exponent_{name}": with_error(line.iloc[3], line.error) for name, line in exponents.items()}
    found |= _evolution(reference("harmonic/figures/evolution"))
    found |= _rings(reference("harmonic/figures/ring_errors"), comparison)
    found |= _rotor_rings(reference("harmonic/figures/rotor_rings"))
    found |= _forced(reference("harmonic/figures/forced"), reference("harmonic/figures/forced_chains"))
    found |= _phonons(reference("harmonic/figures/packets"))
    return found | {"known": _known(reference("harmonic/figures/known"))}
