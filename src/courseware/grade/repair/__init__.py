"""From the folder of a submission to a notebook that nbgrader can process."""
