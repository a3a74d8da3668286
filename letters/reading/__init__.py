"""Reading letters: text in, suggested passages out. Plain Python, no Django, no network."""
