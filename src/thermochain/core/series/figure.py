"""Picture of the integral of a time correlation."""

from matplotlib.figure import Figure
from numpy.typing import NDArray

from thermochain.core import style

_SHOWN = 8.0  # cut-off times


@style.styled
def draw(
    *,
    times: NDArray,
    correlation: tuple[NDArray, NDArray],
    running: tuple[NDArray, NDArray],
    limit: tuple[float, float],
    cutoff: float,
    title: str,
) -> Figure:
    """Correlation and running integral against the lag, with the cut, and the limit that is fitted beyond it.

    Curves and limit are given with their standard errors, of which two are drawn.
    """
    figure = style.new_figure(7.0, 3.2)
    figure.suptitle(title, fontsize=9)
    shown = (times > 0.0) & (times <= _SHOWN * cutoff)
    names = (r"correlation $C(t)$", r"running integral $K(t)$")
    for axis, name, (value, std) in zip(figure.subplots(1, 2), names, (correlation, running), strict=True):
        style.draw_band(axis, times[shown], value[shown], std[shown], color=style.BLUE)
        axis.plot(times[shown], value[shown], color=style.BLUE, label=name)
        axis.axvline(cutoff, color=style.GREY, linestyle=":", label="cut")
        axis.axhline(0.0, color=style.BLACK, linewidth=0.5)
        axis.set(xscale="log", xlabel="lag $t$", ylabel=name)
    value, error = limit
    after = times[shown & (times >= cutoff)]
    style.draw_band(axis, after, value, error + 0.0 * after, color=style.ORANGE)
    axis.plot(after, value + 0.0 * after, color=style.ORANGE, label="limit, fitted from the cut on")
    axis.legend()
    return figure
