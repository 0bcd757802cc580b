"""From readings to the texts of an Ara, layer by layer. Nothing here touches the disk."""
