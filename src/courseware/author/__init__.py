"""From text to notebooks: read, build, check."""
