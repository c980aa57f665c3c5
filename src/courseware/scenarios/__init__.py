"""Cases for the simulations: their schema, their check with bots, and empty ones to begin with."""
