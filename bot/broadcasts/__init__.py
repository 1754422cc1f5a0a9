"""How broadcasts reach people: the calls that their contents make, and the worker that makes them."""
