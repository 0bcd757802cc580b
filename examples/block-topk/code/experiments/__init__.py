"""One module an experiment; each is run as `python -m experiments.<name>` and writes metric rows."""
