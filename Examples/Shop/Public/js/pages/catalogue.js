import { api, query } from '../api.js';
import { picture } from '../art.js';
import { addToCart } from '../cart.js';
import { h, icon } from '../dom.js';
import { fault } from '../faults.js';
import { money } from '../money.js';
import { go } from '../router.js';

const categories = { mugs: 'Mugs', shirts: 'Shirts', posters: 'Posters', bags: 'Bags' };
const orders = {
  featured: 'Featured', 'price-asc': 'Price: low to high', 'price-desc': 'Price: high to low', name: 'Name',
};

function card(product) {
  const add = async (event) => {
    if (fault('dead-add-button')) return;
    event.target.disabled = true;
    await addToCart(product.id, product.variants[0]);
    event.target.disabled = false;
  };
  return h('article', { class: 'card' },
    product.isNew ? h('span', { class: 'tag' }, 'New') : null,
    h('div', { class: 'picture', onclick: () => go(`/product/${product.id}`) },
      picture(product.category, product.colour)),
    h('div', { class: 'card-body' },
      h('a', { class: 'card-name', href: `/product/${product.id}` }, product.name),
      h('div', { class: 'card-foot' },
        h('span', { class: 'price' }, money(product.price)),
        h('button', { class: 'button', type: 'button', onclick: add }, 'Add to cart'))));
}

function filters(chosen, changed) {
  const toggle = (name) => (event) => {
    if (event.target.checked) chosen.add(name);
    else chosen.delete(name);
    changed();
  };
  return h('aside', { class: 'filters' }, h('h3', {}, 'Category'),
    Object.entries(categories).map(([name, text]) => h('label', {},
      h('input', { type: 'checkbox', checked: chosen.has(name), onchange: toggle(name) }), text)));
}

export async function show(main) {
  document.title = 'Kiln & Cloth – mugs, shirts and paper';
  const chosen = new Set(new URLSearchParams(location.search).getAll('category'));
  const grid = h('div', { class: 'grid' });
  const count = h('p', { class: 'muted count' });
  const search = h('input', { type: 'search', placeholder: 'Search products', autocomplete: 'off' });
  const sort = h('select', { class: 'sort-by' },
    Object.entries(orders).map(([value, text]) => h('option', { value }, text)));
  let request;

  async function load() {
    request?.abort();
    request = new AbortController();
    const asked = [['q', search.value.trim()], ['sort', sort.value],
      ...[...chosen].map((name) => ['category', name])];
    try {
      const { items } = await api.get(`/api/products?${query(asked)}`, request.signal);
      grid.replaceChildren(...items.map(card));
      count.textContent = items.length === 1 ? '1 product' : `${items.length} products`;
      if (items.length === 0) grid.append(h('p', { class: 'muted' }, 'Nothing found. Try another word.'));
    } catch (error) {
      if (error.name !== 'AbortError') throw error;
    }
  }

  let waiting;
  search.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(load, 250);
  });
  sort.addEventListener('change', load);
  main.append(
    h('h1', {}, 'Made by hand, in small numbers'),
    h('div', { class: 'tools' }, h('div', { class: 'search' }, icon('search'), search),
      h('span', { class: 'muted' }, 'Sort by'), sort),
    h('div', { class: 'catalogue' }, filters(chosen, load),
      h('section', {}, count, h('div', { style: 'height:10px' }), grid)));
  await load();
}
