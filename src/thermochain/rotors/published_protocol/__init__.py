"""The published protocol beside exact Gibbs samples (IOS, Appendix A)."""
