import { api } from '../api.js';
import { h } from '../dom.js';
import { field } from '../parts/field.js';

export async function show(main) {
  document.title = 'Sign in – Kiln & Cloth';
  const email = field('Email', h('input', { type: 'email', name: 'email', autocomplete: 'username' }));
  const password = field('Password',
    h('input', { type: 'password', name: 'password', autocomplete: 'current-password' }));
  const banner = h('div', { class: 'banner', role: 'alert' });
  const button = h('button', { class: 'button', type: 'submit' }, 'Sign in');

  async function signIn(event) {
    event.preventDefault();
    banner.textContent = '';
    button.disabled = true;
    try {
      await api.post('/api/sign-in', { email: email.input.value, password: password.input.value });
      location.assign('/account');
    } catch (error) {
      banner.textContent = error.message;
      button.disabled = false;
    }
  }

  main.append(h('div', { class: 'panel narrow' },
    h('h1', {}, 'Welcome back'),
    h('form', { class: 'form', novalidate: true, onsubmit: signIn }, banner, email.element, password.element,
      button),
    h('p', { class: 'muted', style: 'margin-top:14px' }, 'No account needed to order. ',
      h('a', { href: '/' }, 'Continue as a guest'))));
}
