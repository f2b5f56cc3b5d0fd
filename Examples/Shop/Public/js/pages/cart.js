import { api } from '../api.js';
import { categoryOf, picture } from '../art.js';
import { announce } from '../cart.js';
import { h, icon } from '../dom.js';
import { money } from '../money.js';

const colours = { mugs: '#a8482c', shirts: '#22375c', posters: '#5d7f8f', bags: '#b89b72' };

function row(line, change) {
  const category = categoryOf(line.productID);
  return h('tr', {},
    h('td', {}, h('div', { class: 'thumb' }, picture(category, colours[category]))),
    h('td', {}, h('a', { class: 'card-name', href: `/product/${line.productID}` }, line.name),
      h('div', { class: 'muted' }, line.variant)),
    h('td', { class: 'num' }, money(line.price)),
    h('td', {}, h('input', {
      type: 'number', min: '1', max: '20', value: String(line.quantity), 'aria-label': 'Quantity',
      onchange: (event) => change(() => api.patch(`/api/cart/${line.id}`,
        { quantity: Number(event.target.value) })),
    })),
    h('td', { class: 'num line-total' }, money(line.total)),
    h('td', {}, h('button', {
      class: 'icon-button', type: 'button', title: 'Remove',
      onclick: () => change(() => api.delete(`/api/cart/${line.id}`)),
    }, icon('trash'))));
}

function summary(cart, change) {
  const code = h('input', { placeholder: 'Discount code' });
  const note = h('p', { class: 'problem' });
  const apply = (event) => {
    event.preventDefault();
    change(() => api.post('/api/cart/discount', { code: code.value.trim() }),
      (error) => { note.textContent = error.message; });
  };
  return h('aside', { class: 'panel sum' },
    h('h2', {}, 'Summary'),
    h('div', {}, h('span', {}, 'Subtotal'), h('span', { class: 'price subtotal' }, money(cart.subtotal))),
    cart.discount > 0 ? h('div', {}, h('span', {}, 'Discount 10 %'),
      h('span', { class: 'price' }, `−${money(cart.discount)}`)) : null,
    h('div', {}, h('span', {}, 'Shipping'), h('span', {}, 'Free')),
    h('div', { class: 'total' }, h('span', {}, 'Total'),
      h('span', { class: 'price total-price' }, money(cart.total))),
    cart.discountCode
      ? h('p', { class: 'muted' }, `Code ${cart.discountCode} applied`)
      : h('form', { class: 'code', onsubmit: apply }, code, h('button', { class: 'button quiet' }, 'Apply')),
    note,
    h('a', { class: 'button', href: '/checkout/address' }, 'Checkout'));
}

export async function show(main) {
  document.title = 'Cart – Kiln & Cloth';
  const body = h('div', {});
  main.append(h('h1', {}, 'Your cart'), body);

  async function change(ask, refused = () => {}) {
    try {
      draw(await ask());
    } catch (error) {
      if (!error.status) throw error;
      refused(error);
    }
  }

  function draw(cart) {
    announce(cart.count);
    if (cart.lines.length === 0) {
      body.replaceChildren(h('div', { class: 'empty' }, h('h2', {}, 'Your cart is empty'),
        h('p', { class: 'muted' }, 'Nothing chosen yet. There are new mugs on the shelf.'),
        h('a', { class: 'button', href: '/' }, 'Browse products')));
      return;
    }
    const heads = ['', 'Product', 'Price', 'Quantity', 'Total', ''].map((text) => h('th', {}, text));
    heads[2].className = 'num';
    heads[4].className = 'num';
    body.replaceChildren(h('div', { class: 'cart' },
      h('table', { class: 'panel' }, h('thead', {}, h('tr', {}, heads)),
        h('tbody', {}, cart.lines.map((line) => row(line, change)))),
      summary(cart, change)));
  }

  draw(await api.get('/api/cart'));
}
