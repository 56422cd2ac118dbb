"""What cannot be had for less: the least work that each operation needs on this machine."""
