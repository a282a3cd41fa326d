"""The macroscopic equations with published and measured coefficients: the figures of IOS, regimes, evolution."""
