"""A stand-in for the national population database, speaking its SOAP format."""
