"""Files from outside, made safe to keep: plain Python, no Django, read in a child process."""
