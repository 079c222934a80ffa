"""Where the platform is set up: environment, settings, addresses, the web entry."""
