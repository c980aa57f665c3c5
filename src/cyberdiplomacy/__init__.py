"""What the notebooks of the course import: data, facts, checks, figures."""

__version__ = "0.1.0"
