import { fault } from './faults.js';
import { h } from './dom.js';

const pages = [
  [/^\/$/, () => import('./pages/catalogue.js')],
  [/^\/product\/([\w-]+)$/, () => import('./pages/product.js')],
  [/^\/cart$/, () => import('./pages/cart.js')],
  [/^\/sign-in$/, () => import('./pages/sign-in.js')],
  [/^\/checkout\/address$/, () => import('./pages/address.js')],
  [/^\/checkout\/payment$/, () => import('./pages/payment.js')],
  [/^\/checkout\/done$/, () => import('./pages/done.js')],
  [/^\/account$/, () => import('./pages/account.js')],
  [/^\/admin\/board$/, () => import('./pages/board.js')],
  [/^\/news$/, () => import('./pages/news.js')],
  [/^\/status$/, () => import('./pages/status.js')],
];

// Browsing needs no reload; everything else is loaded as a page of its own.
const withoutReload = /^\/($|product\/|cart$)/;

let outlet;

async function show() {
  const path = location.pathname;
  const found = pages.map(([pattern, load]) => [path.match(pattern), load]).find(([match]) => match);
  // Each visit draws into its own element, so a slow page that was left behind draws nowhere.
  const main = h('main');
  if (!found) {
    document.title = 'Not found – Kiln & Cloth';
    main.append(h('div', { class: 'empty' }, h('h1', {}, 'Page not found'),
      h('a', { href: '/' }, 'To the shop')));
    outlet.replaceChildren(main);
    return;
  }
  const page = await found[1]();
  if (location.pathname !== path) return;
  outlet.replaceChildren(main);
  await page.show(main, ...found[0].slice(1));
}

export function go(path, state = null) {
  history.pushState(state, '', path);
  scrollTo(0, 0);
  return show();
}

function follow(event) {
  const link = event.target.closest('a');
  if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey) return;
  const url = new URL(link.href);
  if (url.origin !== location.origin || link.hasAttribute('download')) return;
  if (!withoutReload.test(url.pathname) || !withoutReload.test(location.pathname)) return;
  event.preventDefault();
  go(url.pathname + url.search);
}

export function start(element) {
  outlet = element;
  document.addEventListener('click', follow);
  if (!fault('broken-back')) addEventListener('popstate', show);
  show();
}
