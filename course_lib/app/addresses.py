"""The addresses of the course, and which of them a visitor may reach."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

KERNEL = r"\w+-\w+-\w+-\w+-\w+"

# All that a page needs. What is not here does not exist for a visitor, whatever else is installed.
_OPEN = {
    "GET": (
        r"voila/render/[^/]+\.ipynb",
        rf"api/kernels/{KERNEL}(/channels)?",
    ),
    "POST": (rf"voila/api/shutdown/{KERNEL}",),
}


@dataclass(frozen=True)
class Addresses:
    """The addresses below `base`, the part of the address that a proxy may put in front."""

    base: str = "/"

    @property
    def home(self) -> str:
        """Return the address of the list of lessons."""
        return self.base

    def lesson(self, notebook: str) -> str:
        """Return the address of the page that runs `notebook`."""
        return f"{self.base}voila/render/{notebook}.ipynb"

    def short(self, lesson_id: str) -> str:
        """Return the address that is easy to say aloud; it leads to the lesson's page."""
        return f"{self.base}lesson/{lesson_id}"

    @property
    def me(self) -> str:
        """Return the address of what is kept of the learner."""
        return f"{self.base}me"

    def mine(self, what: str) -> str:
        """Return the address below "me" where the learner does `what`, such as "delete"."""
        return f"{self.base}me/{what}"

    def still(self, next_: str) -> str:
        """Return the address that asks whether it is still the same learner, and then goes on."""
        return f"{self.mine('still')}?{urlencode({'next': next_})}"

    @property
    def resume(self) -> str:
        """Return the address at which a learner comes back with a code."""
        return f"{self.base}resume"

    @property
    def check(self) -> str:
        """Return the address at which a report is looked up."""
        return f"{self.base}check"

    @property
    def join(self) -> str:
        """Return the address at which phones join a class; short, because it is typed."""
        return f"{self.base}j"

    def phone(self, code: str) -> str:
        """Return the address of the page that phones of the class with `code` see."""
        return f"{self.join}/{code}"

    @property
    def teach(self) -> str:
        """Return the address below which everything for trainers lies."""
        return f"{self.base}teach"

    @property
    def login(self) -> str:
        """Return the address to which a trainer's password is sent."""
        return f"{self.teach}/login"

    def printed(self, name: str = "") -> str:
        """Return the address of all that can be printed, or of the file `name`."""
        return f"{self.teach}/print" + (f"/{name}" if name else "")

    def taught(self, notebook: str, what: str = "") -> str:
        """Return the address at which `notebook` is taught, or of `what` about it: its "notes"."""
        return f"{self.teach}/{notebook}" + (f"/{what}" if what else "")

    @property
    def classes(self) -> str:
        """Return the address of a trainer's classes."""
        return f"{self.base}teach/class"

    def of_class(self, id_: str, what: str = "") -> str:
        """Return the address of a class's screen, or of `what` about it, such as "record"."""
        return f"{self.classes}/{id_}" + (f"/{what}" if what else "")

    @property
    def waiting(self) -> str:
        """Return the address at which a page that waits for a place asks for its number."""
        return f"{self.base}waiting"

    @property
    def kernels(self) -> str:
        """Return the address below which each kernel can be asked for by its id."""
        return f"{self.base}api/kernels/"

    def file(self, version: str, name: str) -> str:
        """Return the address of a file, or of a folder of files, that pages load."""
        return f"{self.base}course/files/{version}/{name}"

    def is_open(self, method: str, path: str) -> bool:
        """Tell whether a visitor may ask Voilà or the kernels for `path` with `method`."""
        if not path.startswith(self.base):
            return False
        rest = path[len(self.base) :]
        patterns = _OPEN.get("GET" if method == "HEAD" else method, ())
        return any(re.fullmatch(pattern, rest) for pattern in patterns)

    def kernel_in(self, path: str) -> str | None:
        """Return the id of the kernel that `path` is about, None where it is about none."""
        found = re.search(rf"/({KERNEL})(/channels)?$", path)
        return found[1] if found else None
