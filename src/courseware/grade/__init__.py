"""From a learner's notebook to marks."""
