"""Zip packages (ODT, DOCX): opened, checked as a whole, and read member by member in bounds."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator

from .outcome import Unreadable

MAX_MEMBERS = 5_000
MAX_MEMBER_BYTES = 16 * 1024 * 1024
# XML of a word processor packs 10 to 40 times; runs of one letter pack 1,000 times.
MAX_RATIO = 200
SMALL = 256 * 1024
CHUNK = 64 * 1024
READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
ABSOLUTE = re.compile(r"^(?:/|[A-Za-z]:)")


def open_package(data: bytes) -> zipfile.ZipFile:
    """The package in `data`, its list of members checked.

    Raises Unreadable: "damaged" when it is no zip, "hostile" for too many members, two of the same
    name (programs disagree on which one counts) or a name that leaves the package.
    """
    package = zipped(data)
    names = [member.orig_filename.replace("\\", "/") for member in package.infolist()]
    if len(names) > MAX_MEMBERS or any(leaves(name) for name in names):
        raise Unreadable("hostile")
    if any(number > 1 for number in Counter(names).values()):
        raise Unreadable("hostile")
    return package


def zipped(data: bytes) -> zipfile.ZipFile:
    """The package in `data`, its members not checked yet; raises Unreadable("damaged")."""
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error) as broken:
        raise Unreadable("damaged") from broken


def leaves(name: str) -> bool:
    """Whether a member's name points outside the package."""
    return ".." in name.split("/") or "\x00" in name or bool(ABSOLUTE.match(name))


def holds(package: zipfile.ZipFile, name: str) -> bool:
    return name in package.NameToInfo


def member(package: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """The bytes of a member, in chunks, checked as they come.

    Raises Unreadable: "damaged" (absent, truncated, wrong checksum), "encrypted", "hostile" (packed
    too tightly), "too_large".
    """
    info = package.NameToInfo.get(name)
    if info is None or info.compress_type not in READABLE:
        raise Unreadable("damaged")
    if info.flag_bits & 1:
        raise Unreadable("encrypted")
    if info.file_size > SMALL and info.file_size > MAX_RATIO * max(info.compress_size, 1):
        raise Unreadable("hostile")
    if info.file_size > MAX_MEMBER_BYTES:
        raise Unreadable("too_large")
    return chunks(package, info)


def chunks(package: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """Reads a checked member. zipfile stops at the size declared, and the checksum then fails when
    more was packed; a member with less is refused here."""
    total = 0
    try:
        with package.open(info) as stream:
            while chunk := stream.read(CHUNK):
                total += len(chunk)
                yield chunk
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as broken:
        raise Unreadable("damaged") from broken
    if total != info.file_size:
        raise Unreadable("damaged")
