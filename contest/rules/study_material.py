"""What may lie beside the topics of a contest as a file."""

_HEAD, _TAIL = 1024, 2048  # bytes in which readers of PDF look for its marks


def is_pdf(content: bytes) -> bool:
    """A PDF from its first mark to its last, so neither something else nor an upload that broke off."""
    return b"%PDF-" in content[:_HEAD] and b"%%EOF" in content[-_TAIL:]
