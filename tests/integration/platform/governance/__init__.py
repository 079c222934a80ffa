"""Purposes, staff, limits, emergencies and oversight, in pages."""
