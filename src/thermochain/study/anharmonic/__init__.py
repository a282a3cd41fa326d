"""Anharmonic chains with velocity flips: equations and simulations."""
