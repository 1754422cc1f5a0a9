"""What the outbox holds, carried out: codes, notices, cards of the support group, and the desk's timers."""
