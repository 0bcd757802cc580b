"""The guard of cells made without bubblewrap: a small program of its own, started by `launcher`.

It imports no more than it needs: each module that a fresh interpreter loads is time that every job waits.
"""
