"""What each resource looks like. Official codes keep their official names."""
