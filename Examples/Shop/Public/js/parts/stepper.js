import { h, icon } from '../dom.js';

// A number between two icon buttons. Returns the element; its `value` is the number.
export function stepper(from, to) {
  let value = from;
  const number = h('output', {}, String(value));
  const step = (by) => () => {
    value = Math.min(to, Math.max(from, value + by));
    number.textContent = String(value);
    less.disabled = value === from;
    more.disabled = value === to;
  };
  const button = (name, by, shape) => h('button', {
    class: 'icon-button', type: 'button', 'aria-label': name, onclick: step(by),
  }, icon(shape));
  const less = button('Decrease quantity', -1, 'minus');
  const more = button('Increase quantity', 1, 'plus');
  less.disabled = true;
  const element = h('div', { class: 'stepper' }, less, number, more);
  Object.defineProperty(element, 'value', { get: () => value });
  return element;
}
