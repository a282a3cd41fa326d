"""Numbers of docs/macroscopic.md: the paper's numbers beside those of both sets of coefficients."""

from docs.numbers.tables import digits, fixed, markdown, of, reference


def numbers() -> dict[str, str]:
    """Name -> text."""
    table = reference("macroscopic/tables/paper_comparison")
    lines = [
        (
            line.quantity.replace("|", "\\|"),
            line.place,
            f"{line.paper:g}",
            digits(line.published, 4),
            of(line, "measured"),
        )
        for _, line in table.iterrows()
    ]
    forms = reference("macroscopic/tables/form_robustness")
    good = forms[forms.describes]
    thresholds = good[good.quantity.str.contains("p_right") | good.quantity.str.contains("T_left")]
    refitted = forms[forms.form == "(A.2), refitted"]
    return {
        "comparison": markdown(["quantity", "place", "printed", "published", "measured"], lines),
        "form_sigmas": fixed(float(thresholds.change_over_std.abs().max()), 1),
        "form_change": fixed(float(thresholds.change.abs().max()), 3),
        "refitted_sigmas": fixed(float(refitted.change_over_std.abs().max()), 0),
    }
