"""The operations, a module a subject; each calls an app and decides nothing."""
