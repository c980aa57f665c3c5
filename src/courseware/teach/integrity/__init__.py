"""Which answers of a class are alike beyond what was handed out and published: a page for a person, never a mark."""
