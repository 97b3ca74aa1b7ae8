"""Cookies and form tokens signed by the real itsdangerous, with a key and a clock of the test's choice."""

import hashlib

from flask.json.tag import TaggedJSONSerializer
from itsdangerous import TimestampSigner, URLSafeTimedSerializer

DAY = 86400


def _serializer(secret, salt, derivation, digest, age, inner=None):
    class Signer(TimestampSigner):
        def get_timestamp(self):
            return super().get_timestamp() - age

    return URLSafeTimedSerializer(
        secret,
        salt=salt,
        signer=Signer,
        serializer=inner,
        signer_kwargs={"key_derivation": derivation, "digest_method": getattr(hashlib, digest)},
    )


def session_serializer(secret: bytes, digest="sha256", age=0):
    """As flask.sessions.SecureCookieSessionInterface makes it; `age` is in seconds."""
    return _serializer(secret, "cookie-session", "hmac", digest, age, TaggedJSONSerializer())


def csrf_serializer(secret: bytes, digest="sha256", age=0):
    """As Flask-WTF makes it."""
    return _serializer(secret, "wtf-csrf-token", "django-concat", digest, age)


def resigned(link: str, salt: str, key_file, age: int) -> str:
    """A mailed link as if it had been mailed `age` seconds ago, for the purpose that the salt names."""
    address, token = link.split("token=")
    serializer = _serializer(key_file.read_bytes(), salt, "django-concat", "sha256", age)
    return f"{address}token={serializer.dumps(serializer.loads_unsafe(token)[1])}"
