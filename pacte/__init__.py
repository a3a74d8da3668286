"""The project: settings, addresses and checks. It composes the apps; no app imports it."""
