"""Zip packages that come out the same, byte for byte, whenever and wherever they are made: docx, xlsx and plain zip."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

# The first moment a zip can name. What a reader needs to know of time is written inside the files.
EPOCH = (1980, 1, 1, 0, 0, 0)
UNIX, READABLE = 3, 0o100644 << 16


def pack(members: Mapping[str, bytes]) -> bytes:
    """Zip these members in order of name, with one date, one set of attributes and no extra fields."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(members):
            info = ZipInfo(name, date_time=EPOCH)
            info.compress_type, info.create_system, info.external_attr = ZIP_DEFLATED, UNIX, READABLE
            archive.writestr(info, members[name])
    return out.getvalue()


def unpack(package: bytes) -> dict[str, bytes]:
    """The members of a package by name."""
    with ZipFile(BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def repack(package: bytes) -> bytes:
    """The same package without the moment it was made in. Word and Excel files both pass through here."""
    return pack(unpack(package))
