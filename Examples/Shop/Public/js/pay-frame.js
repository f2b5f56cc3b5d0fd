import { api } from './api.js';
import { h } from './dom.js';
import { fault } from './faults.js';

const form = document.querySelector('form');
const { number, expiry, cvc } = form.elements;
const problem = form.querySelector('.pay-error');
const button = form.querySelector('button');

const digits = (text) => text.replace(/\D/g, '');

number.addEventListener('input', () => {
  number.value = digits(number.value).slice(0, 16).replace(/(.{4})(?=.)/g, '$1 ');
});
expiry.addEventListener('input', () => {
  expiry.value = digits(expiry.value).slice(0, 4).replace(/^(..)(?=.)/, '$1 / ');
});
cvc.addEventListener('input', () => { cvc.value = digits(cvc.value).slice(0, 4); });

function check() {
  if (digits(number.value).length !== 16) return 'Please check the card number';
  if (digits(expiry.value).length !== 4) return 'Please check the expiry date';
  return digits(cvc.value).length < 3 ? 'Please check the CVC' : '';
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  problem.textContent = check();
  if (problem.textContent) return;
  button.disabled = true;
  try {
    const { token } = await api.post('/api/pay', { number: number.value });
    parent.postMessage({ type: 'paid', token }, location.origin);
  } catch (error) {
    problem.textContent = error.message;
    button.disabled = false;
  }
});

if (fault('pay-overlay')) form.append(h('div', { class: 'veil' }));
