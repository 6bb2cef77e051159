"""What goes wrong, as exceptions: each carries the library's message, and line and column where it is about a text."""


class EntenteError(Exception):
    """An error of the library. `code` is its name ("ENT_EINVAL"); `line`, `column` count from 1, 0 where there is no text."""

    def __init__(self, message, code="", line=0, column=0, offset=0, file=None):
        place = ":".join(str(part) for part in (file, line or None, column or None) if part is not None)
        said = not line and file is not None and str(file) in message
        super().__init__(f"{place}: {message}" if place and not said else message)
        self.message, self.code, self.line, self.column, self.offset, self.file = message, code, line, column, offset, file


class InvalidError(EntenteError, ValueError):
    """An argument that makes no sense."""


class NotFoundError(EntenteError, LookupError):
    """Nothing fits; the message suggests what is near."""


class AmbiguousError(EntenteError, LookupError):
    """More than one fits; the message lists them."""


class DocumentError(EntenteError, ValueError):
    """A document that is not well formed or not as the format asks; line and column point at the mistake."""


class FileError(EntenteError, OSError):
    """A file could not be read or written."""


class CancelledError(EntenteError):
    """Cancelled by the progress callback."""


CLASSES = {"ENT_EINVAL": InvalidError, "ENT_ENOTFOUND": NotFoundError, "ENT_EAMBIGUOUS": AmbiguousError,
           "ENT_EEXISTS": InvalidError, "ENT_EPARSE": DocumentError, "ENT_EFORMAT": DocumentError,
           "ENT_EIO": FileError, "ENT_ECANCELLED": CancelledError}
