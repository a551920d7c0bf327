"""Tables of people: sign-ins in two realms, persons with sealed values, and who plays which role when."""

from __future__ import annotations

import unicodedata
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import F, Q

from motcua.ground import crypto
from motcua.ground.dated import Dated
from motcua.ground.ids import PublicIdField
from motcua.ground.models import Subject
from motcua.ground.names import clean, search_key
from motcua.people.roles import CHOICES


class Realm(models.TextChoices):
    STAFF = "staff"
    CITIZEN = "citizen"


def login_of(realm: str, username: str) -> str:
    """The unique key of a sign-in: realm and username, however it was typed."""
    return f"{realm}:{unicodedata.normalize('NFKC', username.strip()).casefold()}"


class Person(models.Model):
    """A natural person or an organisation. Names stay searchable; numbers and addresses are sealed."""

    class Kind(models.TextChoices):
        PERSON = "person"
        ORGANISATION = "organisation"

    SEALED: ClassVar[tuple[str, ...]] = ("personal_id", "phone", "email", "birth")

    public_id = PublicIdField()
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.PERSON)
    subject = models.OneToOneField(Subject, models.PROTECT, related_name="person")
    name = models.CharField(max_length=200)
    name_norm = models.CharField(max_length=200, editable=False)
    personal_id_sealed = models.BinaryField(null=True)
    personal_id_index = models.BinaryField(max_length=32, null=True)
    personal_id_verified_at = models.DateTimeField(null=True)
    phone_sealed = models.BinaryField(null=True)
    phone_index = models.BinaryField(max_length=32, null=True)
    email_sealed = models.BinaryField(null=True)
    email_index = models.BinaryField(max_length=32, null=True)
    birth_sealed = models.BinaryField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["personal_id_index"], name="people_by_personal_id"),
            models.Index(fields=["phone_index"], name="people_by_phone"),
            models.Index(fields=["email_index"], name="people_by_email"),
            models.Index(fields=["name_norm"], name="people_by_name"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = clean(self.name)
        self.name_norm = search_key(self.name)
        super().save(*args, **kwargs)

    def put(self, what: str, value: str) -> None:
        """Seal `value` as one of SEALED (not saved yet); an empty value clears it."""
        setattr(self, f"{what}_sealed", crypto.seal(self.subject, value, purpose=what) if value else None)
        if what != "birth":
            setattr(self, f"{what}_index", crypto.blind_index(what, value) if value else None)

    def open(self, what: str) -> str:
        """The clear value of one of SEALED, empty when unknown; whoever shows it records the look."""
        sealed = getattr(self, f"{what}_sealed")
        return crypto.open_sealed(self.subject, sealed, purpose=what) if sealed else ""


class UserManager(BaseUserManager["User"]):
    """Sign-ins are made with a realm; a superuser is always staff."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, login: str, password: str | None = None, **fields: Any) -> User:
        username = login.removeprefix(f"{Realm.STAFF}:")
        return self.create_user(username, password, **{**fields, "realm": Realm.STAFF, "is_superuser": True})

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(login=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A sign-in. Neither e-mail nor telephone is needed; usernames are unique within their realm."""

    public_id = PublicIdField()
    realm = models.CharField(max_length=8, choices=Realm, default=Realm.CITIZEN)
    username = models.CharField(max_length=60)
    login = models.CharField(max_length=80, unique=True)
    person = models.OneToOneField(Person, models.PROTECT, null=True, blank=True, related_name="user")
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    given_code_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_superuser=False) | Q(realm=Realm.STAFF), name="people_superusers_are_staff"
            )
        ]

    def __str__(self) -> str:
        return self.username

    @property
    def email(self) -> str:
        """Wagtail asks every user for an address; ours have none here."""
        return ""

    @property
    def first_name(self) -> str:
        """What Wagtail calls somebody in its menu: the whole name, as people are addressed here."""
        return self.get_full_name()

    @property
    def is_staff(self) -> bool:
        """Whether this is a sign-in of the staff realm."""
        return self.realm == Realm.STAFF

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.login = login_of(self.realm, self.username)
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        return self.person.name if self.person else self.username

    def get_short_name(self) -> str:
        return self.username


class Position(Dated):
    """A post in an agency ("Chuyên viên tiếp nhận hồ sơ"), whoever fills it."""

    public_id = PublicIdField()
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="positions")
    title = models.CharField(max_length=200)


class Staffing(Dated):
    """Somebody fills a position in a role, from one day to another."""

    user = models.ForeignKey(User, models.PROTECT, related_name="staffings")
    position = models.ForeignKey(Position, models.PROTECT, related_name="staffings")
    role = models.CharField(max_length=20, choices=CHOICES)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["user", "position", "role", "valid_from"], name="people_one_staffing"
            ),
        ]


class Delegation(models.Model):
    """While somebody is away, another person holds one of their roles at their agency."""

    public_id = PublicIdField()
    giver = models.ForeignKey(User, models.PROTECT, related_name="delegations_given")
    receiver = models.ForeignKey(User, models.PROTECT, related_name="delegations_received")
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=CHOICES)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reason = models.CharField(max_length=300)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("begins_at")), name="people_delegation_times"),
            models.CheckConstraint(condition=~Q(giver=F("receiver")), name="people_delegation_to_another"),
        ]
        indexes = [models.Index(fields=["receiver", "ends_at"], name="people_delegations_held")]
