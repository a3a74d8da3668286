"""Pages of the municipal portal, one module per journey."""
