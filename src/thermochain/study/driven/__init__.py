"""Driven rotor chains: simulations, their limits n -> infinity, and the stationary equations beside them."""
