"""Every byte that came in, under its SHA-256: `originals/ab/abcdef…`.  Written once, never changed."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from archive import files
from archive.errors import UnknownItemError
from archive.wording import _


class Originals:
    """A folder of content-addressed files.  Safe for many readers and writers: a name and its bytes never change."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha: str) -> Path:
        """Where the bytes with this hash lie or would lie.  `UnknownItemError` for what is no SHA-256."""
        if not is_sha(sha):
            raise UnknownItemError(_("原件"), sha)
        return self.folder / sha[:2] / sha

    def find(self, sha: str) -> Path:
        """As `path`, but `UnknownItemError` when nothing lies there."""
        path = self.path(sha)
        if not path.is_file():
            raise UnknownItemError(_("原件"), sha)
        return path

    def put(self, data: bytes, sha: str) -> None:
        """Keep bytes whose hash is known; nothing is written when they are there already."""
        path = self.path(sha)
        if not (path.is_file() and path.stat().st_size == len(data)):
            with files.incoming(self.folder) as new:  # what a kill leaves lies in one place
                new.stream.write(data)
                new.place(path)

    def put_stream(self, stream: BinaryIO) -> tuple[str, int]:
        """Keep all bytes of a stream in constant memory; returns their SHA-256 and count."""
        digest, size = sha256(), 0
        with files.incoming(self.folder) as new:
            while chunk := stream.read(files.CHUNK):
                digest.update(chunk)
                size += len(chunk)
                new.stream.write(chunk)
            sha = digest.hexdigest()
            path = self.path(sha)
            if not (path.is_file() and path.stat().st_size == size):
                new.place(path)
        return sha, size


def is_sha(text: str) -> bool:
    """Is this a SHA-256 as we write it?"""
    return len(text) == 64 and set(text) <= set("0123456789abcdef")
