"""What runs a job on any node: the standard library alone, Python 3.9 or later, started as a folder or imported."""
