"""The live manager: research recorded while it happens."""
