"""Oscillator networks (Eckmann and Zabey)."""
