"""Addresses of the account pages that need the tables of pledges."""

from django.urls import path, re_path

from pledges.account import views

app_name = "account"
REF = r"(?P<ref>[0-9a-z]{8})"

urlpatterns = [
    path("", views.webhooks, name="webhooks"),
    re_path(rf"^{REF}/$", views.webhook, name="webhook"),
    re_path(
        rf"^{REF}/(?P<change>rotate_secret|pause|resume|end|test)/$",
        views.change,
        name="change_webhook",
    ),
    re_path(rf"^{REF}/messages/(?P<delivery>[0-9a-z]{{8}})/$", views.replay, name="replay"),
]
