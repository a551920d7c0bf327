"""What everything stands on: clock, public ids, encryption, storage, http client, names, rendering."""
