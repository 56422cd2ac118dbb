"""What stops a tool, as one sentence for the person who ran it."""


class Trouble(Exception):  # noqa: N818 - a word, not an error class of the product
    """A tool cannot go on; the message is the whole sentence."""
