"""K^ee from the current of energy that a heat field drives."""
