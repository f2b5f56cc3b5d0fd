import { h, icon } from '../dom.js';

let made = 0;

// A select-only combobox in the ARIA pattern: a focusable box, a list that opens below it.
export function combobox(caption, options, onchange) {
  const id = `combo-${made += 1}`;
  let chosen = 0;
  let active = 0;
  const text = h('span', {}, options[0]);
  const box = h('div', {
    class: 'combo-box', role: 'combobox', tabindex: '0', 'aria-haspopup': 'listbox', 'aria-expanded': 'false',
    'aria-controls': id, 'aria-labelledby': `${id}-caption`,
  }, text, icon('down'));
  const item = (option, place) => h('li', {
    role: 'option', id: `${id}-${place}`, onclick: () => choose(place),
  }, option);
  const items = options.map(item);
  const list = h('ul', { class: 'combo-list', role: 'listbox', id, hidden: true }, items);

  function open(wanted) {
    list.hidden = !wanted;
    box.setAttribute('aria-expanded', String(wanted));
    if (wanted) point(chosen);
  }
  function point(place) {
    active = (place + options.length) % options.length;
    items.forEach((other, index) => other.classList.toggle('active', index === active));
    box.setAttribute('aria-activedescendant', items[active].id);
  }
  function choose(place) {
    chosen = place;
    text.textContent = options[place];
    items.forEach((other, index) => other.setAttribute('aria-selected', String(index === place)));
    open(false);
    onchange(options[place]);
  }
  const keys = {
    ArrowDown: () => (list.hidden ? open(true) : point(active + 1)),
    ArrowUp: () => (list.hidden ? open(true) : point(active - 1)),
    Enter: () => (list.hidden ? open(true) : choose(active)),
    ' ': () => (list.hidden ? open(true) : choose(active)),
    Escape: () => open(false),
  };
  box.addEventListener('click', () => open(list.hidden));
  box.addEventListener('blur', () => setTimeout(() => open(false), 150));
  box.addEventListener('keydown', (event) => {
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  items[0].setAttribute('aria-selected', 'true');
  return h('div', {}, h('span', { class: 'caption', id: `${id}-caption` }, caption),
    h('div', { class: 'combo' }, box, list));
}
