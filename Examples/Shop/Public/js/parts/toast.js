import { h, icon } from '../dom.js';

const visibleFor = 4000;

export function toast(text) {
  const note = h('div', { class: 'toast' }, icon('check'), text);
  document.getElementById('toasts').append(note);
  setTimeout(() => note.remove(), visibleFor);
}
