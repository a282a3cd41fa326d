"""Rings in equilibrium: Gibbs samples, correlations, Green-Kubo integrals, the laws K(T)."""
