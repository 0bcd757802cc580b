"""Where jobs are run: on this machine, or on many through Parsl."""
