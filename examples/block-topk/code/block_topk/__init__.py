"""Decode attention over the pages of a key-value cache that a cheap score chooses."""
