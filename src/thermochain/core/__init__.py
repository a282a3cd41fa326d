"""What every room stands on: checks of arguments, statistics of batches, the style of figures."""
