"""What every declaration of the library needs: the struct of errors, and the base of structs that tell their size."""
import ctypes
from ctypes import Structure, c_char, c_int, c_uint32, c_uint64


class Error(Structure):
    _fields_ = [("code", c_int), ("line", c_uint32), ("column", c_uint32), ("offset", c_uint64), ("message", c_char * 512)]


class Sized(Structure):
    """A struct whose first member is its size; made with that set."""

    def __init__(self, **values):
        super().__init__(**values)
        self.size = ctypes.sizeof(self)
