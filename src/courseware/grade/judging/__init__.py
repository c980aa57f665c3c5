"""Judge a submission: learner's code in a sandbox, the master's tests in a process beside it."""
