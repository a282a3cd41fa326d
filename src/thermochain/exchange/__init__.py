"""Stochastic energy exchange (Li; Olla, Section 5)."""
