"""Long runs, for `make soak`: many visitors, none of whom waits for ever."""

import pytest
from playwright.sync_api import Browser, expect
from served_course import Running

OPENINGS = 500
ANEW = 25
"""After so many openings a browser context is thrown away, and its learner with it."""


@pytest.mark.soak
def test_a_lesson_opened_many_times_never_hangs(browser: Browser, app: Running) -> None:
    for opening in range(OPENINGS):
        if opening % ANEW == 0:
            context = browser.new_context()
        page = context.new_page()
        page.goto(app.address + "/voila/render/02_types_and_sites.ipynb")
        expect(page.locator(".course-panel button").first).to_be_visible(timeout=60_000)
        page.close()
        if opening % ANEW == ANEW - 1:
            context.close()


@pytest.mark.soak
def test_twelve_visitors_at_once_all_get_their_lesson(browser: Browser, app: Running) -> None:
    pages = [browser.new_context().new_page() for _ in range(12)]
    for page in pages:
        page.goto(app.address + "/voila/render/02_types_and_sites.ipynb", wait_until="commit")
    for page in pages:
        expect(page.locator(".course-panel button").first).to_be_visible(timeout=120_000)
        page.get_by_role("radio", name="Liver", exact=True).first.click(timeout=120_000)
        expect(page.get_by_role("heading", name="Cannot be told yet").first).to_be_visible()
        page.context.close()
