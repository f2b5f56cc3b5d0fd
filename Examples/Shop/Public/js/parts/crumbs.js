import { h } from '../dom.js';

const steps = ['Cart', 'Address', 'Payment', 'Done'];

export function crumbs(now) {
  const parts = steps.flatMap((name) => [h('span', { class: name === now ? 'now' : '' }, name), '›']);
  return h('div', { class: 'crumbs' }, parts.slice(0, -1));
}
