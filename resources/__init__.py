"""Ground floor: data files only (fonts, icons, styles, translations, folding tables, sample papers)."""
