"""What holds on every page of the course: one opening, looked at in every way."""

from page_findings import (
    barriers_on_every_side,
    detours_of_the_keyboard,
    moving_parts,
    small_controls,
    tiny_words,
    unreadable_words,
)
from page_looks import CALM, FAILED, THEMES, Visit, add_style, open_every_disclosure
from playwright.sync_api import Locator, Page, expect

PHONE = {"width": 390, "height": 844}
# 640 pixels are what a window of 1280 has left at 200 % zoom, 320 at 400 %.
WIDTHS = (320, 390, 640, 1280)
SPOKEN = "[aria-live], [role=status], [role=alert], [role=log], [role=timer], output"
CODE = ".jp-InputArea-editor, .highlight pre"
PICTURES = "svg, img, canvas"
NEXT_IN_WORDS = "following-sibling::*[1]/descendant-or-self::*[self::table or self::ul]"


class EveryPage:
    """Tests that share one page; those that change it come last.

    A class that inherits them names its pages: `visit` is one of them, opened on a phone.
    """

    def test_it_is_walked_through_with_the_keyboard_alone(self, visit: Visit) -> None:
        open_every_disclosure(visit.page)
        assert detours_of_the_keyboard(visit.page) == {}

    def test_it_asks_no_other_host_and_complains_of_nothing(self, visit: Visit) -> None:
        assert visit.hosts() == {visit.page.url.split("/")[2]}
        # That a page is not there is what its own answer says.
        assert [words for words in visit.complaints if "404 (Not Found)" not in words] == []

    def test_it_is_whole_and_shows_no_code(self, visit: Visit) -> None:
        expect(visit.page.get_by_role("heading", level=1).first).to_be_visible()
        assert visit.page.locator(f"{FAILED}, {CODE}").count() == 0

    def test_it_speaks_with_one_polite_voice(self, visit: Visit) -> None:
        # What says that the connection is lost is hidden, and so silent, while it is there.
        every = visit.page.locator(SPOKEN).all()
        shown = [one for one in every if not one.evaluate("one => one.hidden")]
        assert [one.get_attribute("id") for one in shown] in ([], ["course-live"])
        assert [one.get_attribute("aria-live") for one in shown] in ([], ["polite"])

    def test_it_fits_a_phone_and_a_thumb(self, visit: Visit) -> None:
        page = on_a_phone(visit)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 844})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        page = on_a_phone(visit)
        page.get_by_role("main").click(position={"x": 2, "y": 2})  # closes “Display”
        assert tiny_words(page) == []
        assert small_controls(page) == []

    def test_no_barrier_is_found_in_any_size_and_theme(self, visit: Visit) -> None:
        assert barriers_on_every_side(on_a_phone(visit), THEMES) == {}

    def test_colours_that_the_system_insists_on_leave_every_word_readable(
        self, visit: Visit
    ) -> None:
        assert unreadable_words(on_a_phone(visit)) == []

    def test_nothing_moves_for_who_asked_for_less_motion(self, visit: Visit) -> None:
        assert moving_parts(on_a_phone(visit)) == []

    def test_each_activity_answers_the_keyboard_aloud(self, visit: Visit) -> None:
        """All activities are drawn by the same code, so one press of each is proof enough."""
        page = on_a_phone(visit)
        for panel in page.locator(".course-panel").all():
            # What is chosen already would say nothing new.
            controls = panel.locator("button[data-focus]:enabled:not([aria-pressed=true])")
            if not controls.count():
                continue
            words = controls.first.inner_text()
            page.evaluate("document.getElementById('course-live').textContent = ''")
            controls.first.press("Enter")
            expect(what_is_heard(page, words).first).to_be_attached()

    def test_every_figure_says_its_message_and_holds_its_numbers(self, visit: Visit) -> None:
        """What is drawn stands in words too, for who sees no picture."""
        page = on_a_phone(visit)
        add_style(page, f"{PICTURES} {{ display: none !important; }}")
        for figure in page.locator("figure").all():
            caption = figure.locator("figcaption")
            expect(caption).to_be_visible()
            assert len(caption.inner_text().split()) >= 8
            numbers = figure.locator("table, ul").or_(figure.locator(f"xpath={NEXT_IN_WORDS}"))
            expect(numbers.first).to_be_visible()
            assert any(letter.isdigit() for letter in numbers.first.inner_text())
        for drawing in page.locator("figure svg, figure img").all():
            said = drawing.get_attribute("aria-label") or drawing.get_attribute("alt")
            assert said or drawing.get_attribute("aria-hidden") == "true"


def on_a_phone(visit: Visit) -> Page:
    """Return the page as it was opened, whatever has looked at it, with all unfolded."""
    visit.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    visit.page.emulate_media(**CALM, color_scheme="light", reduced_motion="no-preference")
    open_every_disclosure(visit.page)
    return visit.page


def what_is_heard(page: Page, words: str) -> Locator:
    """Return what a screen reader reads aloud after a control with `words` was pressed.

    That is what the live region says, or what has the focus now: the same control if it is pressed
    or called otherwise since, or the whole panel where the control is no more.
    """
    heard = "#course-live:not(:empty), button:focus[aria-pressed=true], .course-panel:focus"
    return page.locator(heard).or_(page.locator("button:focus").filter(has_not_text=words))
