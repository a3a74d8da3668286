"""The settings of the sites of these tests: the project's own, and passwords hashed in no time.

Half a second for each account made and each sign-in, a tenth of these tests; who signs in and who
does not is the same.
"""

from pacte.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
