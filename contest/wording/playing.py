"""Sentences and labels about playing."""

SENTENCES: dict[str, str] = {}

LABELS: dict[tuple[str, str], str] = {}
