"""Long runs, for `make soak`: many visitors, none of whom waits for ever."""

import pytest
from playwright.sync_api import Browser, expect
from served_course import Running

OPENINGS = 60


@pytest.mark.soak
def test_a_lesson_opened_many_times_never_hangs(browser: Browser, app: Running) -> None:
    for _ in range(OPENINGS):
        page = browser.new_page()
        page.goto(app.address + "/voila/render/02_types_and_sites.ipynb")
        expect(page.locator(".course-panel button").first).to_be_visible(timeout=60_000)
        page.close()


@pytest.mark.soak
def test_twelve_visitors_at_once_all_get_their_lesson(browser: Browser, app: Running) -> None:
    pages = [browser.new_context().new_page() for _ in range(12)]
    for page in pages:
        page.goto(app.address + "/voila/render/02_types_and_sites.ipynb", wait_until="commit")
    for page in pages:
        expect(page.locator(".course-panel button").first).to_be_visible(timeout=120_000)
        page.get_by_role("radio", name="Liver", exact=True).click(timeout=120_000)
        expect(page.get_by_role("heading", name="Cannot be told yet")).to_be_visible()
        page.context.close()
