"""Rings in equilibrium: Gibbs samples, current correlations, Green-Kubo integrals, and the laws K(T) fitted to them."""
