"""The error of iterations that end without a solution."""


class NotConverged(RuntimeError):
    """An iteration ended without a solution; the message gives iterations, residual and remedy."""
