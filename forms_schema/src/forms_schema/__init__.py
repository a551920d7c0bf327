"""Administrative procedures as JSON: forms, rules, fees, legal deadlines."""
