# Only names for the scripts, which do all the work and need no make.
COMMANDS = setup run test fuzz corpora fault lint format bench screenshots looks translate lock help
.PHONY: $(COMMANDS) bench-search
.DEFAULT_GOAL = help
$(COMMANDS):
	@sh scripts/$@ $(ARGS)
bench-search:
	@sh scripts/bench --search $(ARGS)
