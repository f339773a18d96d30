"""How well a profile reads the issues of its newsletter."""
