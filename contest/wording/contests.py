"""Sentences and labels about contests."""

SENTENCES: dict[str, str] = {}

LABELS: dict[tuple[str, str], str] = {}
