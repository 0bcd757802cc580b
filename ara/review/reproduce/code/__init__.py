"""The code that jobs see: where it lies, which files of it, and their hashes."""
