"""The folder of a class: from a roster to marks, and to what is forgotten."""
