# Only names for the scripts, which do all the work and need no make.
COMMANDS = setup run test lint format bench screenshots translate lock help
.PHONY: $(COMMANDS)
.DEFAULT_GOAL = help
$(COMMANDS):
	@sh scripts/$@ $(ARGS)
