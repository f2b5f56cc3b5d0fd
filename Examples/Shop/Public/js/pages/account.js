import { api } from '../api.js';
import { h } from '../dom.js';
import { ordersTable } from '../parts/orders.js';
import { profile } from '../parts/profile.js';

export async function show(main) {
  document.title = 'Your account – Kiln & Cloth';
  const me = await api.get('/api/me');
  if (!me.account) {
    location.replace('/sign-in');
    return;
  }
  const { items } = await api.get('/api/orders');
  main.append(h('h1', {}, 'Your account'),
    h('div', { class: 'account' }, profile(me),
      h('section', { class: 'panel' }, h('h2', {}, 'Your orders'), ordersTable(items))));
}
