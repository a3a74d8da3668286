"""The site's addresses, and a second desk whose only table exercises the frame."""

from django import forms
from django.urls import path

from accounts.admin_site import DeskSite
from accounts.permissions import Permission
from accounts.policies import decide, four_eyes, offered, role_of
from accounts.step_admin import StepAdmin, StepForm
from ledger.applying import apply_step, edit, lock
from ledger.refusals import Invalid
from pacte.urls import urlpatterns as site_urls
from pledges.models import Signature
from pledges.workflow.signature import SIGNATURE

# "conflict" and "freeze" have their own tests: here they stand open.
GUARDS = {
    "four_eyes": four_eyes,
    "conflict": lambda obj, user: decide(obj, SIGNATURE.get("receive"), user, {}),
    "freeze": lambda obj, user: decide(obj, SIGNATURE.get("receive"), user, {}),
}


class ReceiveForm(StepForm):
    signed_on = forms.DateField(required=False)


class SignatureAdmin(StepAdmin):
    table = SIGNATURE
    view_permission = Permission.RECORD_SIGNATURE
    change_permission = Permission.RECORD_SIGNATURE
    fields = ["signer_name", "capacity", "in_name_of"]
    list_display = ["signer_name", "state"]

    def available_steps(self, obj, user):
        return offered(SIGNATURE, obj, user, GUARDS)

    def step_form_class(self, step, obj):
        return ReceiveForm if step.name == "receive" else StepForm

    def perform(self, *, step, ref, by, version, reason, given):
        def write(row):
            row.signed_on = given.get("signed_on") or row.signed_on

        return apply_step(
            table=SIGNATURE,
            model=Signature,
            ref=ref,
            step_name=step,
            by=by,
            version=version,
            may=lambda obj, one, user: decide(obj, one, user, GUARDS),
            role_of=role_of,
            reason=reason,
            given=given,
            before_write=write,
        )

    def save_model(self, request, obj, form, change):
        if obj.capacity == "astronaut":
            raise Invalid("Not on a list.", errors={"capacity": "Astronauts do not sign."})
        row = lock(Signature, ref=obj.ref, version=self.seen_version(request))
        for name in form.changed_data:
            setattr(row, name, form.cleaned_data[name])
        edit(kind="signature", obj=row, by=request.user, role=role_of(request.user))


frame = DeskSite(name="frame")
frame.register(Signature, SignatureAdmin)

urlpatterns = [*site_urls, path("frame/", frame.urls)]
