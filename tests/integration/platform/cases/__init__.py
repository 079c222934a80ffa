"""Cases, plans, checks, the unit's page and the station's."""
