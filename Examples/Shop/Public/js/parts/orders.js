import { h } from '../dom.js';
import { fault } from '../faults.js';
import { money } from '../money.js';
import { openDialog } from './dialog.js';

const columns = [['number', 'Order'], ['date', 'Date'], ['status', 'Status'], ['total', 'Total']];

function details(order) {
  openDialog(`Order ${order.number}`,
    h('p', { class: 'muted' }, `${order.date} · ${order.status}`),
    h('table', {}, order.lines.map((line) => h('tr', {},
      h('td', {}, `${line.quantity} × ${line.name}`), h('td', { class: 'num' }, money(line.total))))),
    h('p', { class: 'num', style: 'margin-top:12px;font-weight:700' }, `Total ${money(order.total)}`));
}

function row(order, asked) {
  return h('tr', {},
    h('td', { class: 'order-number' }, String(order.number)), h('td', {}, order.date),
    h('td', {}, h('span', { class: 'state' }, order.status)), h('td', { class: 'num' }, money(order.total)),
    h('td', {}, h('button', { class: 'button quiet', type: 'button', onclick: asked }, 'Details')),
    h('td', {}, h('a', { href: `/api/orders/${order.number}/invoice`, download: '' }, 'Invoice')));
}

export function ordersTable(orders) {
  if (orders.length === 0) return h('p', { class: 'muted', style: 'padding:20px 0' }, 'No orders yet.');
  const body = h('tbody');
  const shown = [...orders];
  const opens = (order) => {
    const other = orders.find(({ number }) => number !== order.number);
    return fault('wrong-details') && other ? other : order;
  };
  const draw = () => body.replaceChildren(...shown.map((order) => row(order, () => details(opens(order)))));

  const heads = columns.map(([key, text]) => {
    const head = h('th', key === 'total' ? { class: 'num' } : {},
      h('button', { class: 'sort', type: 'button', onclick: () => sort(key, head) }, text));
    return head;
  });
  function sort(key, head) {
    if (fault('dead-order-sort')) return;
    const up = head.getAttribute('aria-sort') !== 'ascending';
    for (const other of heads) other.removeAttribute('aria-sort');
    head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
    shown.sort((a, b) => (a[key] < b[key] ? -1 : 1) * (up ? 1 : -1));
    draw();
  }
  draw();
  return h('table', { class: 'orders' }, h('thead', {}, h('tr', {}, heads, h('th'), h('th'))), body);
}
