"""The error of all iterations that fail to converge."""


class NotConverged(RuntimeError):
    """An iteration ended without a solution; the message states iterations, residual and remedy."""
