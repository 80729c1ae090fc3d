"""Tests of the pipeline: plain Python, no database."""
