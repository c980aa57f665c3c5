"""What authors, instructors and graders run: build, check, grade, teach."""
