"""As much of an ELF file as tells how a program was linked (64-bit, little-endian)."""

import struct
from pathlib import Path

PT_DYNAMIC, PT_INTERP = 2, 3


class Elf:
    def __init__(self, path: Path):
        self._bytes = path.read_bytes()
        assert self._bytes[:6] == b"\x7fELF\x02\x01", f"{path} is no 64-bit ELF program"
        (programs, headers) = struct.unpack_from("<QQ", self._bytes, 0x20)
        (program_size, program_count, header_size, header_count, names) = struct.unpack_from("<5H", self._bytes, 0x36)
        self._segment_types = [
            struct.unpack_from("<I", self._bytes, programs + i * program_size)[0] for i in range(program_count)
        ]
        table = [struct.unpack_from("<IIQQQQ", self._bytes, headers + i * header_size) for i in range(header_count)]
        self.sections = [self._string(table[names][4] + header[0]) for header in table]

    @property
    def needs_loader(self) -> bool:
        return PT_INTERP in self._segment_types

    @property
    def has_dynamic_section(self) -> bool:
        return PT_DYNAMIC in self._segment_types

    def _string(self, offset: int) -> str:
        return self._bytes[offset : self._bytes.index(b"\0", offset)].decode()
