import { api } from '../api.js';
import { h, loading } from '../dom.js';
import { fault } from '../faults.js';

export async function show(main) {
  document.title = 'Service status – Kiln & Cloth';
  const body = h('div', { class: 'panel services' }, loading('Asking every service'));
  main.append(h('h1', {}, 'Service status'), body);
  const { items } = await api.get('/api/status');
  if (fault('status-stuck')) return;
  body.replaceChildren(h('h2', {}, 'All services are working'),
    ...items.map(({ name, state }) => h('div', { class: 'row' }, name, h('b', {}, state))));
}
