"""Which articles say the same: found while articles are indexed, kept beside the index of the same generation.

`sketches` says what is kept of a text, `store` keeps it and finds pairs that are alike, `groups` what follows from
them.  All of it is derived: deleted or damaged it is made anew.
"""
