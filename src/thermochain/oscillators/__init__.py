"""Harmonic and anharmonic chains with conservative noise, and oscillator networks."""
