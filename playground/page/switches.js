// The playground's switches in the bar: filled in by their own part.

export function mount(root, state) {}
