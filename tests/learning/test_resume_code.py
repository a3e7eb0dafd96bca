"""The code to come back: easy to say, kind to typing errors, and silent about who has which."""

import math
import random
from itertools import permutations

import pytest

from course_lib.learning.resume_code import (
    MistypedError,
    all_words,
    make_code,
    read_code,
    spoken,
)


@pytest.fixture
def code() -> str:
    return make_code(random.Random(3))


def test_a_code_is_three_words_and_a_digit(code: str) -> None:
    *words, digit = code.split("-")
    assert len(words) == 3
    assert set(words) <= set(all_words())
    assert len(digit) == 1
    assert digit.isdigit()


def test_there_are_more_codes_than_anybody_can_try() -> None:
    # One of eleven draws has no digit and is made anew.
    assert math.log2(len(all_words()) ** 3 * 10 / 11) >= 30


def test_the_words_are_short_plain_and_each_there_once() -> None:
    words = all_words()
    assert len(words) >= 1024
    assert len(set(words)) == len(words)
    assert all(3 <= len(word) <= 6 and word.isascii() and word.islower() for word in words)
    assert all(word.isalpha() for word in words)
    assert list(words) == sorted(words)


def test_one_letter_mistyped_never_makes_another_word() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = set(all_words())
    for word in words:
        for at in range(len(word)):
            for letter in letters:
                other = word[:at] + letter + word[at + 1 :]
                assert other == word or other not in words


def test_no_word_can_be_taken_for_the_number_or_for_a_dash() -> None:
    names = {"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"}
    assert not (names | {"dash", "hyphen", "minus", "and"}) & set(all_words())


@pytest.mark.parametrize("form", [
    "{0}-{1}-{2}-{3}", "{0} {1} {2} {3}", "{0}, {1}, {2}, {3}.", "  {0}  {1}\t{2} {3}\n",
    "{0} dash {1} dash {2} dash {3}", "{0} {1} {2} and {3}", "{0} {1} {2}{3}", "{0}/{1}/{2}: {3}",
    "“{0} {1} {2} {3}”",
])  # fmt: skip
def test_a_code_may_be_typed_in_any_way(code: str, form: str) -> None:
    typed = form.format(*code.split("-"))
    assert read_code(typed) == code
    assert read_code(typed.upper()) == code


def test_the_digit_may_be_written_as_it_is_said() -> None:
    names = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    for seed in range(30):
        code = make_code(random.Random(seed))
        *words, digit = code.split("-")
        assert read_code(" ".join([*words, names[int(digit)]])) == code


def test_a_code_is_read_again_as_it_is_shown(code: str) -> None:
    assert read_code(spoken(code)) == code


def test_every_code_that_is_made_can_be_read() -> None:
    chance = random.Random(1)
    for _ in range(500):
        made = make_code(chance)
        assert read_code(made) == made


def test_a_wrong_word_is_named_with_the_nearest_one() -> None:
    with pytest.raises(MistypedError, match=r"“candel” is not .* Did you mean “candle”"):
        read_code("apple boat candel 7")


def test_a_word_like_no_other_is_named_alone() -> None:
    with pytest.raises(MistypedError) as caught:
        read_code("apple boat qqxqzz 7")
    assert "“qqxqzz”" in str(caught.value)
    assert "Did you mean" not in str(caught.value)


def test_a_missing_number_is_said() -> None:
    with pytest.raises(MistypedError, match="number at the end is missing"):
        read_code("apple boat candle")


@pytest.mark.parametrize("typed", ["", "apple", "apple boat 7", "7", "apple boat candle 7 7", "…"])
def test_what_is_no_code_at_all_is_met_with_an_example(typed: str) -> None:
    with pytest.raises(MistypedError, match="three words and a number"):
        read_code(typed)


def test_another_digit_is_always_noticed(code: str) -> None:
    *words, digit = code.split("-")
    for other in set("0123456789") - {digit}:
        with pytest.raises(MistypedError, match="order or the number"):
            read_code("-".join([*words, other]))


def test_another_word_or_order_is_noticed_nine_times_of_ten() -> None:
    chance = random.Random(5)
    noticed = tried = 0
    for _ in range(300):
        *words, digit = make_code(chance).split("-")
        others = [list(one) for one in permutations(words) if list(one) != words]
        others.append([chance.choice(all_words()), *words[1:]])
        for other in others:
            tried += 1
            try:
                read_code("-".join([*other, digit]))
            except MistypedError:
                noticed += 1
    assert noticed / tried > 0.85


def test_a_very_long_text_is_not_repeated_to_its_end() -> None:
    with pytest.raises(MistypedError) as caught:
        read_code(f"apple boat {'x' * 5000} 7")
    assert len(str(caught.value)) < 200
