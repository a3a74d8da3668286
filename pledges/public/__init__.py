"""The public site: pages for citizens and journalists. Reads `queries`, decides nothing."""
