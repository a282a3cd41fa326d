"""Numbers of README.md."""

from docs.numbers.driven import numbers as driven_numbers
from docs.numbers.published_protocol import numbers as protocol_numbers
from docs.numbers.tables import fixed, of, reference, row


def numbers() -> dict[str, str]:
    """Name -> text."""
    comparison = reference("macroscopic/tables/paper_comparison")
    start = "lowest p_right with dJe/dT_right > 0 at p_left = 0, T_left = 0.3, for some"
    threshold = comparison[comparison.quantity.str.startswith(start)].iloc[0]
    cold = row(reference("green_kubo/tables/onsager"), temperature=0.3)
    published = comparison[comparison.quantity == "K^pp(0.3)"].published.iloc[0]
    driven = driven_numbers()
    return {
        "ratio": fixed(cold.pp / published, 1),
        "threshold": of(threshold, "measured"),
        "threshold_published": fixed(threshold.published, 2),
        **{name: driven[name] for name in ("agreeing", "currents", "published_largest", "momentum_largest")},
        "winding": protocol_numbers()["winding_fraction"],
    }
