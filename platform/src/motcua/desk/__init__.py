"""What officers see: queue, intake, dossier, acts."""
