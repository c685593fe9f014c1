"""Floor 1: what a newspaper is and how it is kept.  Knows nothing of searching, reading or windows."""
