import { api } from '../api.js';
import { h } from '../dom.js';

function newsletter() {
  const field = h('input', { type: 'text', placeholder: 'Your email address' });
  const note = h('p', { class: 'newsletter-note', role: 'status' });
  const send = async (event) => {
    event.preventDefault();
    try {
      await api.post('/api/newsletter', { email: field.value });
      note.textContent = 'Thank you, you are on the list';
      field.value = '';
    } catch (error) {
      note.textContent = error.message;
    }
  };
  return h('div', {},
    h('h3', {}, 'News from the kiln, once a month'),
    h('form', { class: 'newsletter', novalidate: true, onsubmit: send }, field,
      h('button', { class: 'button' }, 'Subscribe')),
    note);
}

export function showFooter(footer) {
  footer.append(h('div', { class: 'foot' },
    h('div', {}, h('h3', {}, 'Kiln & Cloth'), h('p', {}, 'Mugs, shirts and paper, made in small numbers.')),
    h('nav', {}, h('a', { href: '/news' }, 'What is new'), h('a', { href: '/status' }, 'Service status'),
      h('a', { href: '/admin/board' }, 'Staff board')),
    newsletter()));
}
