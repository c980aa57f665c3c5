"""Pages of ``docs/`` that are made of the model and the texts: nobody keeps them by hand."""
