"""Bytes on their way through: in memory while they are few, in a temporary file beyond."""

import io
import tempfile
from collections.abc import Callable
from typing import BinaryIO, cast

MEMORY = 1024 * 1024  # bytes kept in memory
PIECE = 64 * 1024  # bytes read at once

MakeFile = Callable[[], BinaryIO]


def _temporary_file() -> BinaryIO:
    return cast(BinaryIO, tempfile.TemporaryFile(prefix="palier-", buffering=0))


class DiskRefusedError(OSError):
    """The disk does not take what must be kept, most often because it is full."""


class Spool:
    """Takes bytes, then gives them back from the start."""

    def __init__(self, make_file: MakeFile = _temporary_file) -> None:
        self.size = 0
        self.is_on_disk = False
        self._make_file = make_file
        self._file: BinaryIO = io.BytesIO()

    def fits_in_memory(self, count: int) -> bool:
        """Tell whether `count` more bytes can be written without a disk that may be slow."""
        return not self.is_on_disk and self.size + count <= MEMORY

    def write(self, data: bytes) -> None:
        """Keep `data` after what is there.

        :raises DiskRefusedError: when the disk is full, or cannot be written
        """
        try:
            if not self.is_on_disk and not self.fits_in_memory(len(data)):
                self._move_to_disk()
            self._write_all(data)
        except OSError as error:
            raise DiskRefusedError(*error.args) from error
        self.size += len(data)

    def rewind(self) -> BinaryIO:
        """Return the file, at its start."""
        self._file.seek(0)
        return self._file

    def read(self) -> bytes:
        """Return the next piece; empty at the end."""
        return self._file.read(PIECE)

    def close(self) -> None:
        """Forget everything, and give the disk its room back."""
        self._file.close()

    def _move_to_disk(self) -> None:
        memory = cast(io.BytesIO, self._file)
        self._file = self._make_file()
        self.is_on_disk = True
        self._write_all(memory.getvalue())

    def _write_all(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest:  # without a buffer, a write may take only a part
            rest = rest[self._file.write(rest) :]
