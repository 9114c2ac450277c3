"""Sentences and labels about banks."""

SENTENCES: dict[str, str] = {}

LABELS: dict[tuple[str, str], str] = {}
