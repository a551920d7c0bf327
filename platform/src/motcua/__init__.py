"""The running system: people, dossiers, exchange with partners, and the pages in front of them."""
