"""The registry of item types. A new type is one module here, its line below, and its template
`templates/play/_<name>.html`.

Each module defines:

* `PLAYABLE`: can be appraised, drawn and played. What cannot be played yet is kept as a draft, and
  its module defines nothing else but `problems`;
* `problems(item) -> list[Problem]`: what makes the item unusable as this type;
* `wellformed(response, item) -> bool`: could this response have come from our page;
* `answered(response) -> bool`: does it count as an answer (for the palette and completeness);
* `credit(response, item) -> float`: the earned share of the item's points, 0..1;
* `right_response(item)`: a response that earns all of them.

A response is what the browser sends, in canonical option indexes: an int (single choice), a list
of ints (multiple choice), a list of true/false/None (cluster), a string (short answer).
"""

from types import ModuleType

from contest.rules.item_types import (
    essay,
    matching,
    multiple_choice,
    numerical,
    ordering,
    short_answer,
    single_choice,
    true_false_cluster,
)

ITEM_TYPES: dict[str, ModuleType] = {
    "single_choice": single_choice,
    "multiple_choice": multiple_choice,
    "true_false_cluster": true_false_cluster,
    "short_answer": short_answer,
    "essay": essay,
    "matching": matching,
    "numerical": numerical,
    "ordering": ordering,
}


def playable(item_type: str) -> bool:
    """May items of this type be appraised and drawn?"""
    return bool(ITEM_TYPES[item_type].PLAYABLE)
