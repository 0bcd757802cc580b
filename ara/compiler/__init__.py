"""The compiler: a PDF and a git repository to an Ara, a source for every statement, no language model."""
