"""One-time codes: random enough, easy to type, stored only as a keyed digest."""

import math

from contest.rules.one_time_codes import ALPHABET, LENGTH, digest, new_code, plain_code


def test_a_code_has_at_least_fifty_bits_and_no_look_alikes():
    assert math.log2(len(set(ALPHABET))) * LENGTH >= 50
    assert not set("IO01") & set(ALPHABET)
    assert set(plain_code(new_code())) <= set(ALPHABET)
    assert len({new_code() for _ in range(1000)}) == 1000


def test_case_spaces_and_dashes_do_not_matter_when_typing():
    code = new_code()
    assert digest(code.lower().replace("-", " "), "s") == digest(code, "s")


def test_a_digest_needs_the_secret():
    code = new_code()
    assert digest(code, "một") != digest(code, "hai")
    assert plain_code(code) not in digest(code, "một")
