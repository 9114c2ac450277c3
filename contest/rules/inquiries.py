"""The life of a question that somebody asks the organisers."""

from enum import StrEnum

SHORTEST, LONGEST = 10, 2000  # characters of a question or an answer
MOST_WAITING = 5  # unanswered questions of one person about one contest


class InquiryState(StrEnum):
    RECEIVED = "received"
    ASSIGNED = "assigned"
    ANSWERED = "answered"
    PUBLISHED = "published"  # with its answer, for everyone
