"""From a class to its files: configuration, roster, exports."""
