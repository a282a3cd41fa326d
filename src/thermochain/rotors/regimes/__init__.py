"""Regimes of uphill diffusion and of negative energy conductivity."""
