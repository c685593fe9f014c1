"""What searches found, written down to be kept or sent on: the digest of saved searches, the report of one search."""
