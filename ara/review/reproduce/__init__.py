"""Review by running: an artifact's own experiments, isolated, and judged against bounds fixed beforehand."""
