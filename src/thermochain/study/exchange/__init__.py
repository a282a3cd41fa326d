"""Stochastic energy exchange: limits of many particles, full shares, weak coupling, five levels of one problem."""
