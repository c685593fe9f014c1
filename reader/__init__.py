"""Floor 3: what reading is.  The Library facade and everything a window or a command line asks for."""
