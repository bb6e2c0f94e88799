"""Who can sign in. What a person is in a company lives in `organisation`."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = User(email=email, **fields)
        user.set_password(password)  # None: no password, a code by e-mail signs in
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """An e-mail address that signs in; one user may be a person of several organisations."""

    email = models.EmailField(_("e-mail address"), unique=True)
    language = models.CharField(max_length=5, blank=True, choices=settings.LANGUAGES)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects: ClassVar[UserManager] = UserManager()

    @override
    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email.strip().lower()
        super().save(*args, **kwargs)
