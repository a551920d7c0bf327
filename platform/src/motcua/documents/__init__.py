"""Letters as PDF: appointment slip, supplement request, apology and the others, stored once with a hash."""
