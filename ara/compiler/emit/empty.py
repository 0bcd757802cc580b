"""Files of the layout for which the sources held nothing: written all the same, and saying so."""

from __future__ import annotations

EMPTY_FILES = {
    "logic/claims.md": "# Claims\n\nThe sources hold no sentence that was recognised as a claim.\n",
    "logic/concepts.md": "# Concepts\n\nThe sources spell out no term that was recognised.\n",
    "logic/experiments.md": "# Experiments\n\nThe sources hold no experiment that was recognised.\n",
    "logic/problem.md": "# Problem Specification\n\nThe sources hold no sentence that states the problem.\n",
    "logic/related_work.md": "# Related Work\n\nThe sources hold no reference list that was recognised.\n",
    "src/environment.md": "# Environment\n\nThe sources name no hardware, software, model or data.\n",
    "trace/exploration_tree.yaml": (
        "# Exploration graph: the sources say nothing of what was asked, tried, decided and abandoned.\ntree: []\n"
    ),
    "evidence/README.md": "# Evidence Index\n\nThe sources hold no numbered table or figure.\n",
}
"""Text of each file when it has no entity."""
