"""What the argument rules know of English: modest lists of word stems, and how negation and comparison turn them."""
