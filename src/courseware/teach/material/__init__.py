"""What a teacher prints, shows and plans with, made from ``course.yml``, the lessons and ``content/teaching/``."""
