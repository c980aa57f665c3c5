"""The explorers of the lessons, one module each; lessons open them through :mod:`cyberdiplomacy.explore`."""
