"""The command line: `dianzibao COMMAND`.  Never imports Qt."""
