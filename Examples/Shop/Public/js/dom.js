// The smallest helper that makes elements: h('a', { class: 'x', href: '/', onclick }, 'text', child…)
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name in element && typeof value !== 'string') element[name] = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

const shapes = {
  search: '<circle cx="11" cy="11" r="7"/><path d="m20 20-4-4"/>',
  cart: '<path d="M3 4h2l2.4 11h10.8L20 7H6"/><circle cx="9" cy="20" r="1"/><circle cx="17" cy="20" r="1"/>',
  plus: '<path d="M12 5v14M5 12h14"/>',
  minus: '<path d="M5 12h14"/>',
  trash: '<path d="M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13"/>',
  close: '<path d="m6 6 12 12M18 6 6 18"/>',
  out: '<path d="M14 4h5v16h-5M4 12h10M10 8l4 4-4 4"/>',
  check: '<circle cx="12" cy="12" r="9"/><path d="m8 12 3 3 5-6"/>',
  down: '<path d="m6 9 6 6 6-6"/>',
};

export function svg(markup) {
  const holder = document.createElement('template');
  holder.innerHTML = markup.trim();
  return holder.content.firstElementChild;
}

export const icon = (name) => svg(`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${shapes[name]}</svg>`);

export const loading = (text) => h('div', { class: 'loading' }, h('div', { class: 'spinner' }), text);
