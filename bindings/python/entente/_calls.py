"""Calling the library: statuses become exceptions, arrays become ctypes arrays, Ctrl-C cancels what runs."""
import ctypes
import datetime
import os
import signal
import threading

from . import _library as c
from .errors import CLASSES, EntenteError


def check(status, error, file=None):
    """Raises what a failed status stands for."""
    if status == 0:
        return
    code = c.lib.ent_status_name(status).decode()
    if code == "ENT_ENOMEM":
        raise MemoryError(error.message.decode(errors="replace"))
    raise CLASSES.get(code, EntenteError)(error.message.decode(errors="replace"), code, error.line, error.column,
                                          error.offset, file)


def call(name, *arguments, file=None):
    """Calls a function whose last argument is an error."""
    error = c.Error()
    check(getattr(c.lib, name)(*arguments, ctypes.byref(error)), error, file)


class Running:
    """An ent_run for one call: the seed, the threads, and a progress callback that lets Ctrl-C through."""

    def __init__(self, seed=0, threads=0, progress=None):
        self.problem = self.interrupt = None
        self.progress = progress
        self._callback = c.Progress(self._report)  # kept alive as long as the library may call it
        self.run = c.Run(progress=self._callback, seed=seed, threads=threads)

    def _report(self, _context, fraction):
        try:
            return 1 if self.interrupt or (self.progress and self.progress(fraction)) else 0
        except BaseException as problem:  # KeyboardInterrupt too: handed on after the library has returned
            self.problem = problem
            return 1

    def _hold_interrupt(self):
        """Keeps Ctrl-C until the library has returned: raised inside a callback, it would be lost. The handler before."""
        handler = signal.getsignal(signal.SIGINT)
        if not callable(handler) or threading.current_thread() is not threading.main_thread():
            return None

        def hold(number, frame):
            self.interrupt = number, frame
        return signal.signal(signal.SIGINT, hold)

    def call(self, name, *arguments, file=None):
        """Calls a function whose last two arguments are run and error."""
        error = c.Error()
        handler = self._hold_interrupt()
        try:
            status = getattr(c.lib, name)(*arguments, ctypes.byref(self.run), ctypes.byref(error))
        finally:
            if handler is not None:
                signal.signal(signal.SIGINT, handler)
        if self.interrupt is not None:
            handler(*self.interrupt)
        if self.problem is not None:
            raise self.problem
        check(status, error, file)


def run(name, *arguments, file=None, **how):
    Running(**how).call(name, *arguments, file=file)


class Handle:
    """An object of the library, freed when nothing refers to it any more."""

    def __init__(self, pointer, free):
        self.pointer, self._free = pointer, free

    @classmethod
    def made_by(cls, free, name, *arguments, running=None, file=None, plain=False):
        """The object that a function gives through its first argument (`plain`: it takes no run)."""
        handle = cls(ctypes.c_void_p(), free)  # before the call, so that an interrupt after it loses nothing
        caller = call if plain else (running or Running()).call
        caller(name, ctypes.byref(handle.pointer), *arguments, file=file)
        return handle

    def __del__(self):
        if self.pointer and c.lib is not None:
            self._free(self.pointer)
            self.pointer = None


def text(value):
    """Bytes of the library as str; None stays None."""
    return None if value is None else value.decode("utf-8", errors="replace")


def encoded(value):
    """Text as the library takes it; refused with a NUL, where C would cut it."""
    data = None if value is None else str(value).encode("utf-8")
    if data and b"\0" in data:
        raise CLASSES["ENT_EINVAL"](f"{value!r} has a NUL; expected text without", "ENT_EINVAL")
    return data


def encoded_path(path):
    """A path as the system takes it: a text, a pathlib.Path or bytes."""
    return os.fsencode(path)


def array(kind, values):
    """A ctypes array of the values, or None for None."""
    if values is None:
        return None
    values = list(values)
    return (kind * len(values))(*values)


def pointer(kind, values):
    """The same as a pointer for a struct's field (NULL for None); the array is kept alive by the pointer."""
    made = array(kind, values)
    return ctypes.POINTER(kind)() if made is None else ctypes.cast(made, ctypes.POINTER(kind))


def strings(values):
    return pointer(ctypes.c_char_p, None if values is None else [encoded(value) for value in values])


def taken(items, start, count):
    """`count` items of a borrowed C array, copied."""
    return list(items[start:start + count]) if count else []


def interval(value):
    """(first, last) of anything that names days: ISO text, datetime.date, a number of days, a pair, None (always)."""
    if value is None:
        return c.DATE_MIN, c.DATE_MAX
    if isinstance(value, (tuple, list)):
        return interval(value[0])[0], interval(value[1])[1]
    if isinstance(value, datetime.date):
        value = value.isoformat()[:10]
    if isinstance(value, int):
        return value, value
    first, last = ctypes.c_int32(), ctypes.c_int32()
    call("ent_date_parse", ctypes.byref(first), ctypes.byref(last), encoded(value))
    return first.value, last.value


def window(since, until):
    """A closed window: the first day of `since` and the last day of `until`."""
    return (c.DATE_MIN if since is None else interval(since)[0]), (c.DATE_MAX if until is None else interval(until)[1])


def days_text(first, last):
    """The shortest ISO 8601 text of an interval."""
    buffer = ctypes.create_string_buffer(32)
    c.lib.ent_date_format(buffer, first, last)
    return buffer.value.decode()


def written_bytes(name, *arguments, caller=call):
    """What a writer writes, as bytes; `caller`: run for a writer that takes a run."""
    buffer = Handle.made_by(c.lib.ent_buffer_free, "ent_buffer_new", plain=True)
    sink = c.lib.ent_buffer_sink(buffer.pointer)
    caller(name, ctypes.byref(sink), *arguments)
    size = c.lib.ent_buffer_size(buffer.pointer)
    return ctypes.string_at(c.lib.ent_buffer_data(buffer.pointer), size)


def written(name, *arguments):
    """The same as str, of a writer that takes a run."""
    return written_bytes(name, *arguments, caller=run).decode("utf-8")


def choice(value, names, what):
    """The number of a name in a tuple of names; a clear error for another."""
    if value not in names:
        known = ", ".join(str(name) for name in names)
        raise CLASSES["ENT_EINVAL"](f"{what} is {value!r}; expected one of {known}", "ENT_EINVAL")
    return names.index(value)


def mask(values, names, what):
    """The bits of some names; a text may list them with commas; "all" is every one; None is 0."""
    if values is None:
        return 0
    if isinstance(values, str):
        values = names if values == "all" else values.split(",")
    return sum({1 << choice(value, names, what) for value in values})
