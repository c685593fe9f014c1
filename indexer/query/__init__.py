"""What was typed → what is meant.  `nodes` are the values, `parse` makes them; docs/search.md is the language."""

from indexer.query.nodes import Query as Query
from indexer.query.parser import parse as parse
