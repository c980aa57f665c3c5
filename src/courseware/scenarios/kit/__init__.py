"""A case on paper for a room without Python: what is printed, what is handed out, what only the teacher sees."""
