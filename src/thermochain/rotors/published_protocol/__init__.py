"""Comparison of the published protocol (IOS, Appendix A) with exact Gibbs samples."""
