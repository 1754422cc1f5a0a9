"""Kills, outages, duplicates: nothing lost, nothing twice (delivery.md); stock aiogram fails in the same place."""
