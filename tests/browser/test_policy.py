"""The policy of a lesson's page, as a real browser keeps it."""

from playwright.sync_api import Browser, expect
from served_course import Running

FIRST = "/voila/render/02_first.ipynb"

WATCH = """window.refused = []; document.addEventListener(
    "securitypolicyviolation", (event) => window.refused.push(event.effectiveDirective))"""

# What somebody would try who could put words into a page.
BREAK_IN = """() => {
  const script = document.createElement("script");
  script.textContent = "window.isIn = true";
  document.body.append(script);
  const button = document.createElement("button");
  button.setAttribute("onclick", "window.isIn = true");
  document.body.append(button);
  button.click();
  const image = document.createElement("img");
  image.src = "https://elsewhere.example/seen.png";
  document.body.append(image);
  const frame = document.createElement("iframe");
  frame.src = "https://elsewhere.example/";
  document.body.append(frame);
  fetch("https://elsewhere.example/told").catch(() => {});
}"""


def test_a_lesson_needs_nothing_that_its_policy_refuses_and_what_is_put_in_does_nothing(
    browser: Browser, lessons: Running
) -> None:
    context = browser.new_context()
    context.add_init_script(WATCH)
    page = context.new_page()
    page.goto(lessons.address + FIRST)
    expect(page.locator("#opening")).to_have_count(0, timeout=60_000)
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_text("Python has answered")).to_be_visible()
    assert page.evaluate("window.refused") == []
    page.evaluate(BREAK_IN)
    # The browser tells of a refusal a moment later.
    page.wait_for_timeout(300)
    refused = set(page.evaluate("window.refused"))
    assert {"script-src-elem", "script-src-attr", "img-src", "connect-src"} <= refused
    assert refused & {"frame-src", "child-src", "default-src"}
    assert page.evaluate("window.isIn") is None
    context.close()
