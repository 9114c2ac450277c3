"""Sentences and labels about people."""

SENTENCES: dict[str, str] = {}

LABELS: dict[tuple[str, str], str] = {}
