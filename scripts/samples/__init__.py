"""Parts of scripts/build_samples.py: texts, drawn pictures, page typesetting and the two published trees."""
