"""The practice questions as files that other systems read."""
