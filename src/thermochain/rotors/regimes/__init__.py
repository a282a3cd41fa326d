"""Where energy flows uphill and where its conductivity is negative."""
