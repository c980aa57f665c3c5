"""The screens of the two simulations: stock widgets that fill decisions and show what follows."""
