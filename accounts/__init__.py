"""People who sign in: users, permissions, roles, sign-in and the desk's frame."""
