"""What an instructor decided about time, groups, second looks and peers, and the marks that follow from it."""
