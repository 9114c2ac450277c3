"""What a QTI item declares of its response: the right values, their credits, their feedback."""

from dataclasses import dataclass, field
from decimal import Decimal
from xml.etree.ElementTree import Element

from contest.formats.answers import decimal_of
from contest.formats.xml_tree import text_of
from contest.rules.items import NumericAnswer


@dataclass(frozen=True)
class Response:
    """`correct` are values in order; `points` map values to points, with `default` for all others.
    No points where the mapping does not count (or there is none)."""

    several: bool = False
    base_type: str = ""
    correct: tuple[str, ...] = ()
    points: dict[str, float] = field(default_factory=dict)
    default: float = 0.0

    def credits(self, values: list[str]) -> list[float]:
        """Credit in percent of each value; full credit is the best single one, or all good ones together."""
        points = [self.points.get(value, self.default) for value in values]
        good = [p for p in points if p > 0]
        full = (sum(good) if self.several else max(good, default=0)) or 1
        full = 1 if abs(full - 1) < 1e-4 else full  # thirds, cut short
        return [round(p / full * 100, 5) for p in points]


def declared(item: Element, identifier: str) -> Response:
    """The declaration that an interaction names; an empty one where there is none."""
    for declaration in item.iter("responseDeclaration"):
        if declaration.get("identifier") == identifier:
            break
    else:
        return Response()
    mapping = declaration.find("mapping")
    points: dict[str, float] = {}
    default = 0.0
    if mapping is not None and _mapping_counts(item):
        default = _number(mapping.get("defaultValue", "0"))
        points = {e.get("mapKey", "").strip(): _number(e.get("mappedValue", "0")) for e in mapping.findall("mapEntry")}
    correct = tuple(text_of(value).strip() for value in declaration.findall("correctResponse/value"))
    several = declaration.get("cardinality", "single") in {"multiple", "ordered"}
    if not correct and points:
        best = max(points.values())
        correct = tuple(key for key, value in points.items() if value > 0 and (several or value == best))
    return Response(several, declaration.get("baseType", ""), tuple(v for v in correct if v), points, default)


def _mapping_counts(item: Element) -> bool:
    processing = item.find("responseProcessing")
    return processing is None or "match_correct" not in processing.get("template", "")


def _number(text: str) -> float:
    try:
        return float(decimal_of(text))
    except ValueError:
        return 0.0


def numbers(item: Element, response: Response) -> list[tuple[NumericAnswer, float]]:
    """(number, credit in percent) by the comparisons of the response processing, else by the declaration.

    Raises ValueError for a right value that is no number.
    """
    found = []
    for branch in (*item.iter("responseIf"), *item.iter("responseElseIf")):
        compared, score = branch.find("equal"), branch.find("setOutcomeValue/baseValue")
        if compared is None or compared.get("toleranceMode") != "absolute":
            continue
        value = compared.find("baseValue")
        text = text_of(value) if value is not None else (response.correct or ("",))[0]
        tolerance = abs(decimal_of((compared.get("tolerance", "0").split() or ["0"])[0]))
        credit = _number(text_of(score)) * 100 if score is not None else 100.0
        found.append((NumericAnswer(decimal_of(text), tolerance), credit))
    if found:
        return found
    values = list(response.points) or list(response.correct)
    credits = response.credits(values) if response.points else [100.0] * len(values)
    return [(NumericAnswer(decimal_of(v), Decimal(0)), c) for v, c in zip(values, credits, strict=True)]
