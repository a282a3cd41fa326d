"""A user's own time series: files, batches, and the integral of its time correlation."""
