"""A five-point stencil that skips empty tiles."""
