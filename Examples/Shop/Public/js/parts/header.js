import { api } from '../api.js';
import { h, icon } from '../dom.js';
import { fault } from '../faults.js';

function menu() {
  const link = (name) => h('a', { href: `/?category=${name}` }, `All ${name}`);
  const links = ['mugs', 'shirts', 'posters', 'bags'].map(link);
  const box = h('div', { class: 'menu' }, h('span', { class: 'menu-title' }, 'Categories'),
    h('div', { class: 'menu-list' }, links));
  let closing;
  box.addEventListener('mouseenter', () => {
    clearTimeout(closing);
    if (!fault('dead-menu')) box.classList.add('open');
  });
  box.addEventListener('mouseleave',
    () => { closing = setTimeout(() => box.classList.remove('open'), 150); });
  box.addEventListener('click', (event) => { if (event.target.closest('a')) box.classList.remove('open'); });
  return box;
}

async function signOut() {
  await api.post('/api/sign-out');
  location.assign('/');
}

function visitor({ account }) {
  if (!account) return h('div', { class: 'who' }, h('a', { href: '/sign-in' }, 'Sign in'));
  const name = fault('name-missing') ? 'My account' : account.name;
  return h('div', { class: 'who' },
    h('a', { class: 'name', href: '/account' }, name),
    h('button', { class: 'icon-button', type: 'button', title: 'Sign out', onclick: signOut }, icon('out')));
}

export async function showHeader(header) {
  const who = h('div', { class: 'who' });
  const badge = h('span', { class: 'badge', hidden: true });
  const setBadge = (count) => {
    badge.textContent = count;
    badge.hidden = count === 0;
  };
  header.append(h('div', { class: 'bar' },
    h('a', { class: 'logo', href: '/' }, h('img', { src: '/favicon.svg', alt: '' }), 'Kiln & Cloth'),
    h('nav', { class: 'nav' }, menu(), h('a', { href: '/news' }, 'News'),
      h('a', { href: '/status' }, 'Status')),
    who,
    h('a', { class: 'icon-button cart-link', href: '/cart', 'aria-label': 'Cart' }, icon('cart'), badge)));
  document.addEventListener('cart', (event) => setBadge(event.detail.count));
  document.addEventListener('account', (event) => who.replaceChildren(...visitor(event.detail).childNodes));
  const me = await api.get('/api/me');
  who.replaceChildren(...visitor(me).childNodes);
  setBadge(me.cartCount);
}
