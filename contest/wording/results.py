"""Sentences and labels about results."""

SENTENCES: dict[str, str] = {}

LABELS: dict[tuple[str, str], str] = {}
