"""Real processes, real time, real damage: every test of this room runs in one worker, one after the other."""

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/faults/" in item.path.as_posix():
            item.add_marker(pytest.mark.xdist_group("faults"))
