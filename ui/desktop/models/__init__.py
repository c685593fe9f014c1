"""Qt item models over the values that the library gives out."""
