import { api } from '../api.js';
import { h, icon } from '../dom.js';
import { crumbs } from '../parts/crumbs.js';

export async function show(main) {
  document.title = 'Thank you – Kiln & Cloth';
  const number = history.state?.number ?? (await api.get('/api/orders/latest').catch(() => ({}))).number;
  if (!number) {
    location.replace('/cart');
    return;
  }
  main.append(h('div', { class: 'checkout' }, crumbs('Done'),
    h('div', { class: 'panel done' }, icon('check'),
      h('h1', {}, 'Thank you for your order'),
      h('p', {}, 'Your order number is ', h('b', { class: 'order-number' }, String(number))),
      h('p', { class: 'muted' }, 'We pack it today and send you a note when it leaves the house.'),
      h('a', { class: 'button', href: '/' }, 'Continue shopping'))));
}
