import { api } from '../api.js';
import { h } from '../dom.js';
import { fault } from '../faults.js';
import { money } from '../money.js';
import { announce } from '../cart.js';
import { crumbs } from '../parts/crumbs.js';
import { toast } from '../parts/toast.js';
import { go } from '../router.js';

async function order(token) {
  try {
    return await api.post('/api/orders', { token });
  } catch (error) {
    if (fault('order-fails')) return { number: 1004 };
    throw error;
  }
}

export async function show(main) {
  document.title = 'Payment – Kiln & Cloth';
  const cart = await api.get('/api/cart');
  const banner = h('div', { class: 'banner', role: 'alert' });
  const frame = h('iframe', { src: '/pay/frame', title: 'Card payment' });

  async function paid(event) {
    if (event.source !== frame.contentWindow || event.data?.type !== 'paid') return;
    try {
      const { number } = await order(event.data.token);
      removeEventListener('message', paid);
      announce(0);
      await go('/checkout/done', { number });
      if (!fault('no-toast')) toast('Order placed');
    } catch (error) {
      banner.textContent = error.message;
    }
  }

  addEventListener('message', paid);
  main.append(h('div', { class: 'checkout' }, crumbs('Payment'),
    h('div', { class: 'panel' },
      h('h1', {}, 'Payment'),
      h('p', { class: 'muted' }, `To pay: ${money(cart.total)}. Your card details go straight to the bank.`),
      banner, frame)));
}
