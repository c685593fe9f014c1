"""Floor 4: what people touch: a Qt window and a command line, plain users of reader.library."""
