"""Sections of the report of a run."""

VALIDATION = "12 Validation"
# Subject, or set of coefficients -> its section of the report.  Each subject has a file of rules.
CATEGORIES = {
    "pages": "0 The story, and an explorer",
    "macroscopic": "1 Comparison with the paper",
    "published": "2 The paper's figures, published coefficients",
    "measured": "3 The paper's figures, measured coefficients",
    "green_kubo": "4 Green-Kubo: correlations, coefficients, laws",
    "published_protocol": "5 The published protocol",
    "driven": "6 Driven chains",
    "regimes": "7 Regimes of the macroscopic equations",
    "evolution": "8 Evolution in time",
    "relaxation": "8 Evolution in time",
    "harmonic": "9 Harmonic chains",
    "anharmonic": "9 Anharmonic chains",
    "networks": "10 Oscillator networks",
    "exchange": "11 Energy exchange",
    "billiard": "11 Energy exchange",
    "bias": VALIDATION,
    "contacts": VALIDATION,
    "heat_response": VALIDATION,
    "onsager_structure": VALIDATION,
    "phase_slips": VALIDATION,
    "shear_response": VALIDATION,
    "structure_factors": VALIDATION,
}
