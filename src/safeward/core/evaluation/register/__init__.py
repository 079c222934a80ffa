"""The register: who answers for each instrument, model and policy, and until when."""
