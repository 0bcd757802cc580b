"""Faults planted in clean Aras, each beside a clean twin, to measure what the review finds."""
