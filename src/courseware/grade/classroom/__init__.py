"""Grade what a class handed in, and write it down."""
