"""What a person opens: feedback, Formgrader's page of a submission, the report of a run."""
