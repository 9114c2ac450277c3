"""What a file's bytes show it to be, whatever its name says: for refusals that name both."""

from contest.formats.package import open_package

OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # Office 97–2003, and what a password encrypts
ODS = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
_FIRST_BYTES = {
    b"%PDF-": "PDF",
    b"\x89PNG\r\n": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"Rar!\x1a\x07": "RAR",
    b"7z\xbc\xaf\x27\x1c": "7-Zip",
    b"\x1f\x8b\x08": "GZIP",
}
_OLD_STREAMS = {
    "WordDocument": "Word 97–2003 (.doc)",
    "Workbook": "Excel 97–2003 (.xls)",
    "PowerPoint Document": "PowerPoint 97–2003 (.ppt)",
}
_FOLDERS = {"xl/": "Excel (.xlsx)", "word/": "Word (.docx)", "ppt/": "PowerPoint (.pptx)"}


def no_bank(content: bytes) -> str:
    """The name of a kind of file that never holds questions we read; empty for all others."""
    return next((name for sign, name in _FIRST_BYTES.items() if content.startswith(sign)), "")


def encrypted(content: bytes) -> bool:
    return content.startswith(OLE) and "EncryptedPackage".encode("utf-16-le") in content


def old_office(content: bytes) -> str:
    """Which program of Office 97–2003 wrote it; empty for other files and for encrypted ones. (A text
    may hold a table of Excel, so the text is looked for first.)"""
    if not content.startswith(OLE) or encrypted(content):
        return ""
    return next((name for stream, name in _OLD_STREAMS.items() if stream.encode("utf-16-le") in content), "")


def shown(content: bytes) -> str:
    """What it is, for any content that is not empty; raises those of `open_package`."""
    if content.startswith(b"PK"):
        if content[30:].startswith(ODS):
            return "OpenDocument (.ods)"
        names = open_package(content).namelist()
        inside = (name for folder, name in _FOLDERS.items() if any(n.startswith(folder) for n in names))
        return next(inside, "ZIP")
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        return "HTML"
    return no_bank(content) or old_office(content) or ("dữ liệu lạ" if b"\0" in content[:4000] else "văn bản thường")
