"""What a class has not understood yet, who falls behind, and which items ask badly: figures and one page."""
