"""The figures of driven chains show what their tables hold: every curve, every error, symbols on every axis."""

import numpy as np
import pandas as pd
import pytest

from thermochain.core import style
from thermochain.rotors.driven.figures import closure as closure_figure
from thermochain.rotors.driven.figures import factors as factors_figure
from thermochain.rotors.driven.figures import local_coefficients as local_coefficients_figure
from thermochain.rotors.driven.figures import local_equilibrium as local_equilibrium_figure
from thermochain.rotors.driven.figures import maximum as maximum_figure
from thermochain.rotors.driven.figures import profiles as profiles_figure
from thermochain.rotors.driven.figures import sweep as sweep_figure
from thermochain.rotors.driven.figures import verdict as verdict_figure

BATHS = {"T_left": 0.3, "T_right": 0.3, "p_left": 0.0, "p_right": 1.0}
SIZES = [65, 129, 257]
NO_CROSSINGS = pd.DataFrame(columns=["figure", "source", "p_right", "p_right_std", "energy_current"])


def data_axes(figure):
    return [axis for axis in figure.axes if axis.get_label() != "<colorbar>"]


def legend_texts(figure):
    return [text.get_text() for legend in figure.legends for text in legend.get_texts()]


def sweep(across, first, second):
    """Chains at four points of two branches; J = -held*across, and chains fall short of it by n."""
    held = "T_right" if across == "p_right" else "p_right"
    x = np.linspace(0.3, 1.2, 4)
    sources = [("limit", 0, 1.0), ("measured", 0, 1.0), ("published", 0, 1.1)]
    sources += [("chain", n, 1.0 - 20.0 / n) for n in SIZES]
    frames = [
        pd.DataFrame(BATHS | {across: x, held: value, "energy_current": -value * x * part}).assign(
            figure="uphill", across=across, source=source, n_rotors=n, energy_current_std=0.05
        )
        for value in (first, second)
        for source, n, part in sources
    ]
    return pd.concat(frames, ignore_index=True)


def test_a_sweep_of_the_momentum_has_one_panel_with_a_colour_for_each_temperature():
    table = sweep("p_right", 0.3, 0.5)
    [axis] = sweep_figure.draw(table, NO_CROSSINGS).axes
    assert "p_" in axis.get_xlabel()
    assert "$" in axis.get_ylabel()
    solid = [line for line in axis.lines if len(line.get_xdata()) == 4 and line.get_linestyle() == "-"]
    measured = [line for line in solid if line.get_alpha() is None]
    assert [line.get_color() for line in measured] == [style.BLUE, style.ORANGE]
    for line, value in zip(measured, (0.3, 0.5), strict=True):
        np.testing.assert_allclose(line.get_ydata(), -value * line.get_xdata())
    filled = [bars.lines[0] for bars in axis.containers if bars.lines[0].get_markerfacecolor() != "white"]
    assert len(filled) == 2  # limits
    assert len(axis.containers) == 2 * (len(SIZES) + 1)


def test_bands_of_sweeps_are_two_standard_errors():
    axis = sweep_figure.draw(sweep("p_right", 0.3, 0.5), NO_CROSSINGS).axes[0]
    vertices = axis.collections[0].get_paths()[0].vertices
    at_first = vertices[np.isclose(vertices[:, 0], 0.3), 1]
    assert np.ptp(at_first) == pytest.approx(0.2)


def test_a_sweep_of_the_temperature_has_a_panel_for_each_momentum():
    left, right = sweep_figure.draw(sweep("T_right", 0.25, 1.0), NO_CROSSINGS).axes
    assert left.get_title().endswith("=0.25$")
    assert right.get_title().endswith("=1$")
    for axis in (left, right):
        assert "T_" in axis.get_xlabel()


def rises_and_maxima(*momenta):
    """Currents -p_R T_R of every source, and by how many errors each has a maximum at T_R = 0.6."""
    rises = sweep("T_right", *momenta)
    rises = rises.assign(rise=rises["energy_current"] + 0.3 * rises["p_right"], rise_std=0.07)
    maxima = rises[["p_right", "source", "n_rotors"]].drop_duplicates()
    return rises, maxima.assign(T_inside=0.6, sigma=np.where(maxima["source"] == "limit", -1.25, 4.02))


def test_the_maximum_has_a_column_for_each_momentum_with_the_current_above_its_rise():
    rises, maxima = rises_and_maxima(0.45, 0.6)
    axes = np.reshape(maximum_figure.draw(rises, maxima).axes, (2, 2))
    for column, p_right in enumerate((0.45, 0.6)):
        current, rise = axes[:, column]
        assert current.get_title().endswith(f"={p_right:g}$")
        assert "T_" in rise.get_xlabel()
        for axis, first in ((current, -0.3 * p_right), (rise, 0.0)):
            chains = [bars for bars in axis.containers if bars.lines[0].get_markerfacecolor() == "white"]
            assert len(chains) == len(SIZES)
            [bar] = chains[0].lines[2]
            assert np.ptp(bar.get_segments()[0][:, 1]) == pytest.approx(0.1 if axis is current else 0.14)
            curves = [line for line in axis.lines if len(line.get_xdata()) == 4 and line.get_linestyle() == "-"]
            measured = [line for line in curves if line.get_alpha() is None]
            assert [line.get_ydata()[0] for line in measured] == pytest.approx([first])
            assert any(line.get_linestyle() == "--" for line in axis.lines)


def test_the_maximum_states_its_certainty_for_every_length_and_for_the_limit():
    figure = maximum_figure.draw(*rises_and_maxima(0.6, 0.8))
    heading = figure.axes[2].get_title()
    assert "0.6" in heading
    assert heading.count("+4.0") == len(SIZES)
    assert "\N{MINUS SIGN}1.2" in heading
    assert {r"$n\to\infty$", "(2.30), published coefficients"} <= set(legend_texts(figure))


def test_crossings_stand_in_the_panel_and_their_numbers_in_the_legend():
    crossings = pd.DataFrame(
        {
            "figure": ["uphill"] * 4 + ["torque_sweep"],
            "source": ["chain", "limit", "measured", "published", "limit"],
            "p_right": [0.7, 0.45, 0.46, 0.63, 0.9],
            "p_right_std": [0.01, 0.047, 0.003, 0.0, 0.01],
            "energy_current": -1.6,
        }
    )
    figure = sweep_figure.draw(sweep("p_right", 0.3, 0.5), crossings)
    marks = {bars.lines[0].get_marker(): bars.lines[0] for bars in figure.axes[0].containers}
    assert [marks[m].get_xdata()[0] for m in "*PX"] == [0.45, 0.46, 0.63]
    texts = [text for text in legend_texts(figure) if text.startswith("crossing")]
    assert [text.partition(": ")[2] for text in texts] == [r"$0.450\pm0.047$", r"$0.460\pm0.003$", "$0.630$"]


def profiles(n_rotors, source, x, temperature, **baths):
    row = BATHS | baths | {"source": source, "n_rotors": n_rotors, "temperature_std": 0.01, "momentum_std": 0.02}
    return pd.DataFrame({"x": x, "temperature": temperature, "momentum": 0.5 * (1 + x)}).assign(**row)


def test_profiles_have_a_column_for_each_torque_and_a_colour_for_each_temperature():
    x = np.linspace(-1, 1, 257)
    curves = pd.concat(
        [
            profiles(257 if source != "measured" else 0, source, x, np.full(257, T), T_left=T, T_right=T, p_right=p)
            for T in (0.2, 0.5, 1.0)
            for p in (1.0, 2.0)
            for source in ("chain", "measured", "measured with contacts")
        ]
    )
    figure = profiles_figure.draw(curves)
    assert len(figure.axes) == 4
    assert [axis.get_title() for axis in figure.axes[:2]] == [
        r"$p_{\mathrm{L}}=0,\ p_{\mathrm{R}}=1$",
        r"$p_{\mathrm{L}}=0,\ p_{\mathrm{R}}=2$",
    ]
    for axis in figure.axes:
        assert len(axis.lines) == 9
        points = [line for line in axis.lines if line.get_marker() == "o"]
        assert len({line.get_color() for line in points}) == 3
        assert all(20 < len(line.get_xdata()) < 40 for line in points)  # thinned
    assert "chain, $n=257$" in legend_texts(figure)


def closure_tables(gap):
    x = np.linspace(-1, 1, 101)
    curves = [profiles(n, "chain", x, 0.5 + 1 / n) for n in SIZES]
    curves += [profiles(n, "measured with contacts", x, 0.5 + 1 / n) for n in SIZES]
    curves += [profiles(0, source, x, 0.5) for source in ("measured", "published")]
    gaps = pd.DataFrame(
        [
            {"field": field, "source": source, "n_rotors": n, "gap": gap(n), "gap_std": 0.01}
            for field in ("temperature", "momentum")
            for source in ("published", "measured", "measured with contacts")
            for n in SIZES
        ]
    ).assign(exponent=[1.0] * 9 + [np.nan] * 9, exponent_std=0.05)
    return pd.concat(curves), gaps


def test_closure_shows_all_lengths_between_both_solutions_and_the_exponents_of_the_gaps():
    figure = closure_figure.draw(*closure_tables(lambda n: 10.0 / n))
    for axis in figure.axes:
        assert "$" in axis.get_xlabel()
        assert "$" in axis.get_ylabel()
    assert [text for text in legend_texts(figure) if text.startswith("$n=")] == [f"$n={n}$" for n in SIZES]
    temperature, momentum = (axis.get_legend_handles_labels()[1] for axis in figure.axes[1::2])
    assert all(label.endswith(r"$b=1.00\pm0.05$") for label in temperature)
    assert all(label.endswith("within noise") for label in momentum)
    for bars in figure.axes[1].containers:
        np.testing.assert_allclose(np.divide(*bars.lines[0].get_data()[::-1]).astype(float), 10.0)


def test_gaps_below_the_noise_leave_a_gap_in_the_picture_and_no_warning():
    figure = closure_figure.draw(*closure_tables(lambda n: 0.02 if n < 200 else 0.0))
    assert all(len(bars.lines[0].get_xdata()) == 2 for bars in figure.axes[1].containers)


def coefficients(windows):
    T = np.array([0.3, 0.5, 1.0])
    frames = []
    for name in ("momentum_diffusivity", "thermal_conductivity"):
        for source, ratio in (("estimates", 1.0), ("measured", 1.0), ("published", 0.55), *windows.items()):
            columns = {"temperature": T, "value": ratio / T**4, "error": 0.05 / T**4}
            columns |= {"ratio": ratio, "ratio_error": 0.05, "source": source, "coefficient": name}
            frames.append(pd.DataFrame(columns))
    return pd.concat(frames)


def test_local_coefficients_stand_over_their_ratios_to_the_measured_law():
    above_p, above_e, below_p, below_e = local_coefficients_figure.draw(
        coefficients({"windows": 0.97, "steep windows": 0.8})
    ).axes
    assert "D^p" in above_p.get_ylabel()
    assert r"\kappa" in above_e.get_ylabel()
    for axis in (below_p, below_e):
        ratios = sorted(float(bars.lines[0].get_ydata()[0]) for bars in axis.containers)
        assert ratios == [0.8, 0.97, 1.0]
        [dashed] = [line for line in axis.lines if line.get_linestyle() == "--"]
        assert set(dashed.get_ydata()) == {0.55}


def test_local_coefficients_are_drawn_without_any_window():
    assert len(local_coefficients_figure.draw(coefficients({})).axes) == 4


def test_factors_end_in_their_limits_near_zero():
    rows = [
        BATHS | {"p_right": p, "coefficient": name, "n_rotors": n, "factor": 1.0 + 2 * p / (n or np.inf)}
        for name in ("momentum_diffusivity", "thermal_conductivity")
        for p in (1.0, 2.0)
        for n in (0, *SIZES)
    ]
    axes = data_axes(factors_figure.draw(pd.DataFrame(rows).assign(factor_std=0.01)))
    assert len(axes) == 2
    for axis in axes:
        limits = [bars.lines[0] for bars in axis.containers if len(bars.lines[0].get_xdata()) == 1]
        assert [float(line.get_ydata()[0]) for line in limits] == [1.0, 1.0]
        assert all(abs(line.get_xdata()[0]) < 1 / 256 for line in limits)  # left of every chain
        chains = [bars.lines[0] for bars in axis.containers if len(bars.lines[0].get_xdata()) == 3]
        assert len(chains) == 2


def deviations():
    baths = [(0.3, 0.3, 0.0, 2.0), (1.0, 0.3, 0.0, 0.0), (0.5, 0.5, 0.0, 1.0)]
    names = ["T_left", "T_right", "torque_left", "torque_right"]
    return pd.DataFrame(
        [
            dict(zip(names, condition, strict=True))
            | {"deviation": name, "n_rotors": n, "rms": 0.0 if k == 1 and n > 200 else 3.0 / n, "rms_std": 0.001}
            | {"exponent": np.nan if k else 1.0, "exponent_std": 0.004, "drawn": k < 2}
            for k, condition in enumerate(baths)
            for name in ("kurtosis", "bond_distance", "cosine_correlation", "sine_correlation")
            for n in SIZES
        ]
    )


def test_deviations_from_local_equilibrium_carry_their_exponents_and_noise_is_left_out():
    figure = local_equilibrium_figure.draw(deviations())
    assert len(figure.axes) == 4
    assert len(legend_texts(figure)) == 2  # conditions, of which one is not drawn
    for axis in figure.axes:
        labels = axis.get_legend_handles_labels()[1]
        assert labels == [r"$b=1.000\pm0.004$", "within noise"]
        assert [len(bars.lines[0].get_xdata()) for bars in axis.containers] == [3, 2]
        assert axis.get_title()


def verdict():
    rows = [
        BATHS | {"p_right": p, "regime": regime, "quantity": quantity, "source": source, "percent": percent}
        for p, regime in ((0.25, "uphill"), (1.0, "heated"), (2.0, "monotone"))
        for quantity in ("momentum_current", "energy_current", "T_max", "entropy_production")
        for source, percent in (("measured", 1.0), ("published", -40.0))
        if (quantity, regime) != ("T_max", "monotone")
    ]
    return pd.DataFrame(rows).assign(percent_error=2.0)


def test_the_verdict_has_a_row_for_each_condition_in_the_order_of_regimes():
    figure = verdict_figure.draw(verdict())
    assert [text.get_text() for text in figure.axes[0].get_yticklabels()] == [
        "0.3, 0.3;  0, 2",
        "0.3, 0.3;  0, 1",
        "0.3, 0.3;  0, 0.25",
    ]
    assert [text.get_text() for text in figure.axes[3].texts] == ["monotone", "heated", "uphill"]
    for axis, points in zip(figure.axes, (3, 3, 2, 3), strict=True):
        published, measured = (bars.lines[0] for bars in axis.containers)
        assert set(published.get_xdata()) == {-40.0}
        assert list(measured.get_xdata()) == [1.0] * points
        assert np.all(np.abs(measured.get_ydata() - published.get_ydata()) < 0.5)  # of one row
    assert figure.axes[2].containers[0].lines[0].get_ydata().astype(float).round().tolist() == [1.0, 2.0]
    assert any(r"\pm3" in text for text in legend_texts(figure))
