"""The errors a user may see, as one tree.

    AssistantError                 anything the program says to a user
    ├── SettingsError              a setting has a value that cannot be used
    ├── UnusableIndexError         the index cannot be used
    │   ├── IndexMissing           there is none at this place
    │   ├── IndexDamaged           counts or hashes do not agree
    │   │   └── IndexOutdated      another version of the program wrote it
    │   ├── IndexBusy              another process is writing
    │   └── EmbeddingMismatch      it was made with another embedding model
    ├── ReadingError               a file cannot be read
    ├── RegistryError              corpus/*.toml is wrong
    ├── ModelError                 the language model cannot be used
    ├── EvidenceError              a file is no bewijsstuk, or a damaged one
    ├── FeedbackError              a verdict could not be kept
    └── EvaluationError            questions, thresholds or runs of the eval harness are wrong

Every message is Dutch, says what is wrong and where, and ends with what to do.
A programmer's mistake is an AssertionError or TypeError, never one of these.
"""

from __future__ import annotations


class AssistantError(Exception):
    """Base of every error whose message may be shown to a user."""


class SettingsError(AssistantError):
    """A setting has a value that cannot be used."""


class UnusableIndexError(AssistantError):
    """The index cannot be used."""


class IndexMissing(UnusableIndexError):
    """There is no index at the given place."""


class IndexDamaged(UnusableIndexError):
    """The parts of the index do not agree with its manifest."""


class IndexOutdated(IndexDamaged):
    """The index was made by another version of the program; an ingest makes it anew by itself."""


class IndexBusy(UnusableIndexError):
    """Another process is writing the index."""


class EmbeddingMismatch(UnusableIndexError):
    """The index was made with another embedding model than the one configured."""


class ReadingError(AssistantError):
    """A file cannot be read; the message names it and says why."""


class RegistryError(AssistantError):
    """A data file of corpus/ is wrong."""


class ModelError(AssistantError):
    """The language model cannot be used."""

    def __init__(self, message: str, *, refused: bool = False) -> None:
        """With `refused` the server did not take the request as it was put: another form may do."""
        super().__init__(message)
        self.refused = refused


class EvidenceError(AssistantError):
    """A file is no bewijsstuk, or a damaged one."""


class FeedbackError(AssistantError):
    """A reader's verdict could not be kept."""


class EvaluationError(AssistantError):
    """Questions, thresholds or runs of the eval harness are wrong."""
