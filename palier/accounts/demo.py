"""The locks of the sample mode that the process and the request hold.

Signing in without proof exists for `palier demo` alone. The data hold two more locks: see
`organisation/personas.py`.
"""

import ipaddress

from django.conf import settings
from django.http import HttpRequest  # noqa: TID251 - a lock looks at who knocks

FORWARDED = (
    "HTTP_FORWARDED",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_REAL_IP",
)


def is_sample_process() -> bool:
    """Test if `palier demo` started this process, on a database of its own in a file."""
    engine = settings.DATABASES["default"]["ENGINE"]
    return bool(settings.DEMO) and engine == "django.db.backends.sqlite3"


def comes_from_this_machine(request: HttpRequest) -> bool:
    """Test if the browser runs here, and no proxy speaks for somebody elsewhere."""
    if any(request.META.get(name) for name in FORWARDED):
        return False
    return _is_loopback(request.META.get("REMOTE_ADDR", "")) and _is_here(request.get_host())


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _is_here(host: str) -> bool:
    # A name of somebody else that resolves to this machine would be a page of theirs.
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    return name == "localhost" or _is_loopback(name.strip("[]"))
