"""Sections of the report of a run."""

VALIDATION = "13 Validation"
# Subject, or set of coefficients -> its section of the report.  Each subject has a file of rules.
CATEGORIES = {
    "pages": "0 The story, and an explorer",
    "macroscopic": "1 Comparison with the paper",
    "published": "2 The paper's figures, published coefficients",
    "measured": "3 The paper's figures, measured coefficients",
    "green_kubo": "4 Green-Kubo: correlations, coefficients, laws",
    "published_protocol": "5 The published protocol",
    "driven": "7 Driven chains",
    "regimes": "8 Regimes of the macroscopic equations",
    "evolution": "9 Evolution in time",
    "relaxation": "9 Evolution in time",
    "harmonic": "10 Harmonic chains",
    "anharmonic": "10 Anharmonic chains",
    "networks": "11 Oscillator networks",
    "exchange": "12 Energy exchange",
    "billiard": "12 Energy exchange",
    "bias": VALIDATION,
    "onsager_structure": VALIDATION,
    "phase_slips": VALIDATION,
    "shear_response": VALIDATION,
    "structure_factors": VALIDATION,
}
