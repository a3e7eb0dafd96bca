"""What the page of the day opens: questions to see again, and what else to look at."""

from course_lib.activities.today import TodayActivity
from course_lib.content.course import this_course
from course_lib.notebook import Notebook
from course_lib.ui.shown import Shown


class TodayPage(Notebook):
    """The page of the day."""

    def review(self) -> Shown:
        """Let the learner answer what is due today."""
        activity = TodayActivity(this_course())
        self.on_open(activity.open)
        return activity.shown
