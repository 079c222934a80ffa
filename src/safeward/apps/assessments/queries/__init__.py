"""What may be known of assessments, each answer cut to the level of who asks."""
