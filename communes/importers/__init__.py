"""Official files: read, plan (create, update, close, conflict), then apply through actions."""
