"""What stops a tool, as one sentence for the person who ran it."""


class Trouble(Exception):
    """A tool cannot go on; the message is the whole sentence."""
