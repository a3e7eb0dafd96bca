"""An interactive course on recurrent breast cancer: teaching, not medical advice."""

__version__ = "0.1.0"
