"""An OpenRosa server of others (django-odk), run by the interpreter of an environment of its own.

`python server.py FOLDER` keeps what it gets in FOLDER and prints its port; it ends with its input.
"""

from __future__ import annotations

import sys
import threading
import types
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

FOLDER = Path(sys.argv[1])
# The server's own words to the client; the package leaves the template to the site.
_SAID = """<OpenRosaResponse xmlns="http://openrosa.org/http/response">
<message nature="submit_success">{{ message }}</message>
<submissionMetadata xmlns="http://www.opendatakit.org/xforms" id="{{ formid }}"
 instanceID="uuid:{{ instanceID }}"/></OpenRosaResponse>"""
OPTIONS = {
    "SECRET_KEY": "a test's",
    "ALLOWED_HOSTS": ["127.0.0.1"],
    "USE_TZ": True,
    "USE_HTTPS": False,
    "MEDIA_ROOT": str(FOLDER / "media"),
    "MEDIA_URL": "/media/",
    "ROOT_URLCONF": "openrosa_urls",
    "INSTALLED_APPS": ["django.contrib.contenttypes", "django.contrib.auth", "odk"],
    "DATABASES": {
        "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(FOLDER / "server.db")}
    },
    "DEFAULT_AUTO_FIELD": "django.db.models.AutoField",
    "TEMPLATES": [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "loaders": [
                    ("django.template.loaders.locmem.Loader", {"submission.xml": _SAID}),
                ]
            },
        }
    ],
}


class Quiet(WSGIRequestHandler):
    """Says nothing of each request."""

    def log_message(self, *_said: object) -> None:
        """Nothing."""


def main() -> None:
    """Serves on the loopback address until standard input ends."""
    package, site = types.ModuleType("config"), types.ModuleType("config.settings")
    for name, value in OPTIONS.items():
        setattr(site, name, value)
    sys.modules |= {"config": package, "config.settings": site}
    import django
    from django.conf import settings

    settings.configure(**OPTIONS)
    django.setup()
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application
    from django.urls import path
    from odk.openrosa.view_pull import xform_submit

    urls = types.ModuleType("openrosa_urls")
    # The package's own answer to HEAD says `/odk/submission`.
    urls.urlpatterns = [path(one, xform_submit) for one in ("submission", "odk/submission")]
    sys.modules["openrosa_urls"] = urls
    call_command("migrate", run_syncdb=True, verbosity=0)
    with make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Quiet) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(server.server_port, flush=True)
        sys.stdin.read()
        server.shutdown()


if __name__ == "__main__":
    main()
