"""Dependence of the estimates on ring size and time step."""
