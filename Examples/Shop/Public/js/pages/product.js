import { ApiError, api } from '../api.js';
import { picture } from '../art.js';
import { addToCart } from '../cart.js';
import { h, loading } from '../dom.js';
import { fault } from '../faults.js';
import { money } from '../money.js';
import { combobox } from '../parts/combobox.js';
import { stepper } from '../parts/stepper.js';

function buyBox(product) {
  let variant = product.variants[0];
  const amount = stepper(1, 20);
  const note = h('p', { class: 'muted', role: 'status' });
  const add = async () => {
    const wanted = fault('variant-lost') ? product.variants[0] : variant;
    await addToCart(product.id, wanted, amount.value);
    note.replaceChildren('Added to your cart. ', h('a', { href: '/cart' }, 'View cart'));
  };
  return h('div', { class: 'buy' },
    h('h1', {}, product.name),
    h('div', { class: 'price' }, money(product.price)),
    h('p', { class: 'muted' }, product.description),
    combobox('Size', product.variants, (choice) => { variant = choice; }),
    h('div', { class: 'row' }, amount,
      h('button', { class: 'button', type: 'button', onclick: add }, 'Add to cart')),
    note);
}

async function showReviews(panel, product) {
  panel.replaceChildren(loading('Fetching reviews'));
  const { items } = await api.get(`/api/products/${product.id}/reviews`);
  panel.replaceChildren(...items.map((review) => h('div', { class: 'review' },
    h('span', { class: 'stars' }, '★'.repeat(review.stars)), ' ', h('b', {}, review.author),
    h('p', {}, review.text))));
}

function tabs(product) {
  const panel = h('div', { class: 'tab-panel', role: 'tabpanel' });
  const describe = () => panel.replaceChildren(h('p', {},
    `${product.description} Made in our own workshop and packed without plastic.`));
  const choices = { Description: describe, Reviews: () => showReviews(panel, product) };
  const strip = h('div', { class: 'tabs', role: 'tablist' });
  const choose = (tab, fill) => {
    for (const other of strip.children) other.setAttribute('aria-selected', String(other === tab));
    fill();
  };
  for (const [name, fill] of Object.entries(choices)) {
    const tab = h('div', { class: 'tab', role: 'tab', onclick: () => choose(tab, fill) }, name);
    strip.append(tab);
  }
  choose(strip.firstElementChild, describe);
  return h('section', {}, strip, panel);
}

export async function show(main, id) {
  let product;
  try {
    product = await api.get(`/api/products/${id}`);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    main.append(h('div', { class: 'empty' }, h('h1', {}, error.message),
      h('a', { href: '/' }, 'To the shop')));
    return;
  }
  document.title = `${product.name} – Kiln & Cloth`;
  main.append(
    h('a', { href: '/' }, '← All products'),
    h('div', { class: 'product' }, h('div', { class: 'picture' }, picture(product.category, product.colour)),
      buyBox(product)),
    tabs(product));
  if (fault('product-exception')) {
    setTimeout(() => { throw new TypeError("Cannot read properties of undefined (reading 'related')"); });
  }
}
