"""What every declaration of the library needs: errors, runs, sinks, and the base of structs that tell their size."""
import ctypes
from ctypes import CFUNCTYPE, POINTER, Structure, c_char, c_double, c_int, c_size_t, c_uint32, c_uint64, c_void_p

Progress = CFUNCTYPE(c_int, c_void_p, c_double)
Write = CFUNCTYPE(c_int, c_void_p, POINTER(c_char), c_size_t, c_void_p)


class Error(Structure):
    _fields_ = [("code", c_int), ("line", c_uint32), ("column", c_uint32), ("offset", c_uint64), ("message", c_char * 512)]


class Sized(Structure):
    """A struct whose first member is its size; made with that set."""

    def __init__(self, **values):
        super().__init__(**values)
        self.size = ctypes.sizeof(self)


class Run(Sized):
    _fields_ = [("size", c_size_t), ("progress", Progress), ("context", c_void_p), ("seed", c_uint64),
                ("threads", c_uint32), ("reserved", c_uint32)]


#: ent_scorer.
Scorer = CFUNCTYPE(c_int, POINTER(c_double), c_void_p, c_void_p, POINTER(Run), POINTER(Error))


class Sink(Structure):
    _fields_ = [("write", Write), ("context", c_void_p)]
