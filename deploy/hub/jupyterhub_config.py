"""JupyterHub for the course: every learner a server of their own, one record for all.

Start it with `jupyterhub -f deploy/hub/jupyterhub_config.py`; see deploy/hub/README.md.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

c = get_config()  # type: ignore[name-defined]  # noqa: F821

# A server shows the lessons; the code in them is folded, and nobody has to run a cell.
c.Spawner.notebook_dir = str(ROOT / "notebooks")
c.Spawner.default_url = "/voila/render/00_start_here.ipynb"
c.Spawner.cmd = [sys.executable, "-m", "jupyterhub.singleuser"]
c.Spawner.args = [
    "--VoilaConfiguration.strip_sources=True",
    "--VoilaConfiguration.show_tracebacks=False",
    "--ServerApp.disable_check_xsrf=False",
]
c.Spawner.environment = {
    # The hub says who learns (JUPYTERHUB_USER); the course keeps no name, only a key made of it.
    "COURSE_DATABASE_URL": os.environ["COURSE_DATABASE_URL"],
}
c.Spawner.start_timeout = 120
c.Spawner.mem_limit = "1G"

# Whoever has not been there for half an hour gives their memory back; answers are in the record.
c.Spawner.args.append("--MappingKernelManager.cull_idle_timeout=1800")
c.Spawner.args.append("--MappingKernelManager.cull_interval=60")
c.Spawner.args.append("--ServerApp.shutdown_no_activity_timeout=2400")

# Learners come from the school's learning platform (LTI 1.3), which knows them already.
if os.environ.get("LTI_ISSUER"):
    c.JupyterHub.authenticator_class = "ltiauthenticator.lti13.auth.LTI13Authenticator"
    c.LTI13Authenticator.issuer = os.environ["LTI_ISSUER"]
    c.LTI13Authenticator.authorize_url = os.environ["LTI_AUTHORIZE_URL"]
    c.LTI13Authenticator.jwks_endpoint = os.environ["LTI_JWKS_URL"]
    c.LTI13Authenticator.client_id = [os.environ["LTI_CLIENT_ID"]]
    # Not the e-mail address: a key that means nothing outside the platform.
    c.LTI13Authenticator.username_key = "sub"
    c.LTI13Authenticator.allow_all = True
