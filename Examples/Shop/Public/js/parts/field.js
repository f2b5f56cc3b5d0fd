import { h } from '../dom.js';

// A caption above an input and a place for a message below it. The caption is plain text, not a label.
export function field(caption, input) {
  const problem = h('p', { class: 'problem' });
  const element = h('div', { class: 'field' }, h('span', { class: 'caption' }, caption), input, problem);
  return { element, input, say: (text) => { problem.textContent = text ?? ''; } };
}
