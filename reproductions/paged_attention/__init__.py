"""Decode attention over a paged KV cache of which only chosen pages are read."""
