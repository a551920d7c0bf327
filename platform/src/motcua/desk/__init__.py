"""The desk: where officers take in, handle, decide and return dossiers."""
