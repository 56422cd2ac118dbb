"""The git room, held to its promises with real git and real processes."""
