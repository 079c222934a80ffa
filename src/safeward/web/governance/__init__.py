"""Who works here and who may see what: staff, limits, emergencies, the audit log."""
