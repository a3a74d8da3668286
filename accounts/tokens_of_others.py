"""A coordinator gives somebody a key for their programs, sees those they have, and ends them."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _

from accounts.actions.tokens import DAYS, make_token, revoke_token
from accounts.admin_site import show_errors
from accounts.forms import ReadTokenForm
from accounts.models import ApiToken
from accounts.policies import may_make_token
from accounts.queries import people, tokens_of
from ledger.refusals import Invalid, NotAllowed

NAME = "accounts_user_tokens"


class TokensOfOthers:
    """Mixed into the desk's table of accounts: a page of tokens beside each account."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/tokens/", view(self.tokens_view), name=NAME),
            path("<int:pk>/tokens/<slug:ref>/", view(self.revoke_view), name=f"{NAME}_revoke"),
            *super().get_urls(),
        ]

    def tokens_view(self, request, pk: int):
        """GET shows the tokens of an account; POST makes one, shown on this answer alone."""
        owner = self._owner(request, pk)
        form, made, secret = ReadTokenForm(request.POST or None, initial={"days": DAYS}), None, ""
        status = 200
        if request.method == "POST":
            try:
                if form.is_valid():
                    made, secret = make_token(
                        user=owner, scope="read", by=request.user, **form.cleaned_data
                    )
                    form = ReadTokenForm(initial={"days": DAYS})
            except NotAllowed as refusal:
                form.add_error(None, _(str(refusal.reason)))
            except Invalid as refusal:
                show_errors(form, refusal)
            status = 200 if made else 400
        return self.page(
            request,
            "admin/accounts/user_tokens.html",
            status=status,
            title=_("Tokens of %(name)s") % {"name": owner},
            original=owner,
            owner=owner,
            form=form,
            made=made,
            secret=secret,
            tokens=tokens_of(owner),
            decision=may_make_token(request.user, owner, "read"),
        )

    def revoke_view(self, request, pk: int, ref: str):
        """POST ends a token of this account; GET goes back to the page of its tokens."""
        owner = self._owner(request, pk)
        if not tokens_of(owner).filter(ref=ref).exists():
            raise Http404
        if request.method == "POST":
            token: ApiToken = revoke_token(ref=ref, by=request.user)
            words = _("Revoked: %(name)s.") % {"name": token.name}
            self.message_user(request, words, messages.SUCCESS)
        return HttpResponseRedirect(reverse(f"admin:{NAME}", args=[pk]))

    def _owner(self, request, pk: int):
        owner = people().filter(pk=pk).first()
        if owner is None or not self.has_change_permission(request):
            raise Http404
        return owner
