// Which deliberate defects the server was started with; see README.md. Normally none.
const mark = document.querySelector('meta[name="faults"]');
const names = new Set((mark?.content ?? '').split(' '));

export const fault = (name) => names.has(name);
