"""The second pair of eyes: nobody approves what they changed themselves."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState

from catalog.errors import SecondPersonNeeded
from catalog.models.procedure import Procedure


class SecondPersonTaskState(TaskState):
    """The lowest door every approval passes, whoever opened it: superusers too."""

    def approve(self, user: Any = None, update: bool = True, comment: str = "") -> Any:
        """Approve unless ``user`` changed the procedure since its last published version."""
        from catalog.reads import changed_since_last_version

        subject = self.workflow_state.content_object
        if isinstance(subject, Procedure) and changed_since_last_version(subject, user):
            raise SecondPersonNeeded
        return super().approve(user=user, update=update, comment=comment)

    class Meta:
        verbose_name = _("second person's review")


class SecondPersonTask(AbstractGroupApprovalTask):
    """Approval by a member of the chosen groups who did not change the procedure."""

    task_state_class = SecondPersonTaskState

    class Meta:
        verbose_name = _("second person task")
        verbose_name_plural = _("second person tasks")

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        """Offer "approve" only to somebody who may use it."""
        from catalog.reads import changed_since_last_version

        actions = super().get_actions(obj, user)
        if isinstance(obj, Procedure) and changed_since_last_version(obj, user):
            return [action for action in actions if action[0] != "approve"]
        return actions

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """Nobody changes what is being judged."""
        return True

    @classmethod
    def get_description(cls) -> Any:
        """What an administrator reads when choosing the task type."""
        return _("A member of the chosen groups who did not change the procedure approves it.")
