// What goes on behind the talks: filled in by its own part.

export function mount(root, state) {}
