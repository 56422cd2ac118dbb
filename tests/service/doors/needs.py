"""What somebody must be to be let in."""

from enum import Enum


class Need(Enum):
    """What somebody must be to be let in; on a strategy, the number of their rank on it."""

    ANYBODY = "anybody"
    SIGNED_IN = "signed in"
    ADMINISTRATOR = "an administrator"
    #: Whoever may read: a reader, or anybody where the visibility opens it.
    READ = 1
    #: The same, signed in.
    READ_IN = "signed in, and a reader"
    COMMENT = 2
    #: Whoever wrote the comment or the suggestion, which is the owner here.
    OWN = "its author"
    WRITE = 3
    PUBLISH = 4
    #: As PUBLISH, but who has no role is told nothing even where they may read.
    MANAGE = 4.5
    #: Who made the proposal or the unsaved work, the owner here: not even an administrator is.
    PROPOSER = "the one who made it"
    #: Whoever may read, once it is published; writers, signed in or not, before. It is not here.
    DRAFT = "a writer, or anybody once it is published"
    #: Who was invited to the round, the reviewer here: not even an administrator is.
    INVITED = "somebody in the round"
    #: Public strategies only, whoever asks.
    CLONE = "git"
