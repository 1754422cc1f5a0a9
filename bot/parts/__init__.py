"""Joins the rooms below: plain constructors, in the order in which things need each other."""

from bot.parts.cabinet import insurer_s_policies, make_cabinet
from bot.parts.dispatcher import make_dispatcher
from bot.parts.workers import Clock, make_broadcast_worker, make_courier, make_import_worker

__all__ = [
    "Clock",
    "insurer_s_policies",
    "make_broadcast_worker",
    "make_cabinet",
    "make_courier",
    "make_dispatcher",
    "make_import_worker",
]
