"""The organisation tree: agencies with dates, codes of both generations, successors."""
