"""Pieces that the pages of every section are made of (`{% load parts %}`)."""
