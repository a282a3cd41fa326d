"""What the limit equations say: coefficients, stationary states, regimes."""
