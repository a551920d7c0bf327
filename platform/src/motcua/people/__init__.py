"""Who acts: staff and citizens, their roles, what each may do."""
