"""Floor 2: finding.  Full text over archived articles, behind one engine protocol."""
