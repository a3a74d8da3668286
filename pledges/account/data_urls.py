"""Addresses of what is kept about oneself."""

from django.urls import path

from pledges.account import my_data

app_name = "my_data"

urlpatterns = [
    path("", my_data.page, name="page"),
    path("effacement/", my_data.ask, name="ask_erasure"),
    path("export.json", my_data.export, name="export"),
]
