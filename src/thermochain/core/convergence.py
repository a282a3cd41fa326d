"""What an iterative method raises when it ends without a solution."""


class NotConverged(RuntimeError):
    """An iteration ended without a solution; the message gives iterations, residual and remedy."""
