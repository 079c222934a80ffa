"""The pages: views and templates that call apps' actions and queries, never tables."""
