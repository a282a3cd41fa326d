"""Figure of the published protocol: winding number at its time origin, and the Onsager coefficients that follow."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator

from thermochain.core import style

# colour and marker show the initial state, filling shows the time origins
_STARTS = {"langevin": (style.ORANGE, "o", 0.985), "gibbs": (style.BLUE, "s", 1.015)}
_NAMES = {"langevin": "$q=0$ and Langevin", "gibbs": "exact Gibbs start"}
_ORIGINS = {"single": "one time origin", "every": "every origin"}
_TICKS = (0.2, 0.3, 0.4, 0.5, 0.7, 1.0)


@style.styled
def draw(table: pd.DataFrame) -> Figure:
    """Winding variance over its Gibbs value; K^pp and K^ee over the estimate from exact samples and every origin.

    `table` has two rows a temperature, start "langevin" and "gibbs".  Error bars are one standard error of the
    numerator; the reference carries its own.
    """
    figure = style.new_figure(7.2, 3.5)
    left, middle, right = figure.subplots(1, 3)
    _draw_winding(left, table)
    for axis, pair in ((middle, "pp"), (right, "ee")):
        _draw_coefficient(axis, table, pair)
    for axis in (left, middle, right):
        axis.axhline(1.0, color=style.GREY, linewidth=0.6, zorder=0)
        axis.set(xscale="log", xlabel=r"temperature $T$")
        axis.margins(x=0.08)
        style.write_numbers(axis.xaxis, FixedLocator(_TICKS))
    figure.legend(*middle.get_legend_handles_labels(), loc="outside lower center", ncols=3)
    return figure


def _draw_winding(axis: Axes, table: pd.DataFrame) -> None:
    for start in _STARTS:
        rows = table[table["start"] == start]
        _draw_points(axis, rows, start, "single", rows["winding_gibbs"], "winding")
    axis.set(ylabel=r"$\langle w^2\rangle$ at the time origin / Gibbs value", title="winding number $w$")
    axis.set_ylim(bottom=0.0)


def _draw_coefficient(axis: Axes, table: pd.DataFrame, pair: str) -> None:
    by_start = {start: table[table["start"] == start].set_index("temperature", drop=False) for start in _STARTS}
    reference = by_start["gibbs"][f"{pair}_every"]
    published = by_start["gibbs"][f"{pair}_published"] / reference
    axis.plot(published.index, published, "--", color=style.BLACK, label="published fit (A.2)")
    for start, rows in by_start.items():
        for origins in _ORIGINS:
            _draw_points(axis, rows, start, origins, reference, f"{pair}_{origins}")
    if pair == "pp":
        langevin = by_start["langevin"]
        expected = langevin["pp_expected"] / reference
        axis.plot(langevin["temperature"], expected, "x", color=style.BLACK, label="winding fraction x exact value")
    a, b = pair
    symbol = rf"$K^{{{a},{b}}}$"
    axis.set(ylabel=f"{symbol} / ({symbol}, exact start, every origin)", title=symbol)
    axis.set_ylim(bottom=0.0)


def _draw_points(axis: Axes, rows: pd.DataFrame, start: str, origins: str, reference: pd.Series, column: str) -> None:
    colour, marker, shift = _STARTS[start]
    if origins == "every":
        shift **= 3
    look = {"marker": marker, "color": colour, "markerfacecolor": colour if origins == "single" else "white"}
    value, error = rows[column] / reference, rows[f"{column}_std"] / reference
    label = f"{_NAMES[start]}, {_ORIGINS[origins]}"
    style.draw_points(axis, rows["temperature"] * shift, value, error, label=label, **look)
