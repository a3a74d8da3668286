"""Forms shared by the doors; what is typed becomes what actions take."""
