"""The key that signs sessions: made once, kept in the data folder."""

import secrets
from pathlib import Path


def secret_key(folder: Path) -> str:
    """Return the key kept in `folder`, making both on the first call."""
    path = folder / "secret.key"
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        pass
    folder.mkdir(parents=True, exist_ok=True)
    key = secrets.token_urlsafe(50)
    try:
        with path.open("x", encoding="ascii") as file:
            path.chmod(0o600)
            file.write(key)
    except FileExistsError:  # another process made it in between
        return path.read_text(encoding="ascii").strip()
    return key
