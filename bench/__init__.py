"""Measurements, as ratios against something named and measured in the same run; nothing here is a test."""
