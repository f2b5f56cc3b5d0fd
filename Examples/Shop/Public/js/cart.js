import { api } from './api.js';
import { fault } from './faults.js';

// Everyone who shows the number of things in the cart listens for this event.
export function announce(count) {
  document.dispatchEvent(new CustomEvent('cart', { detail: { count } }));
}

export async function addToCart(productID, variant, quantity = 1) {
  const cart = await api.post('/api/cart', { productID, variant, quantity });
  if (!fault('stale-badge')) announce(cart.count);
  return cart;
}
