import { api, query } from '../api.js';
import { h } from '../dom.js';
import { fault } from '../faults.js';
import { field } from '../parts/field.js';
import { crumbs } from '../parts/crumbs.js';

const home = fault('wrong-country') ? 'Denmark' : 'Norway';

function form(countries) {
  const options = countries.map(({ name }) => h('option', { value: name, selected: name === home }, name));
  return {
    name: field('Full name', h('input', { autocomplete: 'name' })),
    street: field('Street and number', h('input', { autocomplete: 'street-address' })),
    country: field('Country', h('select', {}, options)),
    postalCode: field('Postal code', h('input', { autocomplete: 'postal-code' })),
    city: field('Town or city', h('input', { autocomplete: 'address-level2' })),
  };
}

async function fillCity(fields) {
  const postalCode = fields.postalCode.input.value.trim();
  if (!postalCode) return;
  const asked = query([['country', fields.country.input.value], ['postalCode', postalCode]]);
  const { city } = await api.get(`/api/city?${asked}`);
  if (city) fields.city.input.value = city;
}

export async function show(main) {
  document.title = 'Delivery address – Kiln & Cloth';
  const { items } = await api.get('/api/countries');
  const fields = form(items);

  async function proceed(event) {
    event.preventDefault();
    const given = Object.entries(fields).map(([name, { input }]) => [name, input.value.trim()]);
    const address = Object.fromEntries(given);
    try {
      await api.post('/api/checkout/address', address);
      location.assign('/checkout/payment');
    } catch (error) {
      const problems = error.body?.problems ?? {};
      for (const [name, { say }] of Object.entries(fields)) say(problems[name]);
    }
  }

  fields.postalCode.input.addEventListener('blur', () => fillCity(fields));
  main.append(h('div', { class: 'checkout' }, crumbs('Address'),
    h('div', { class: 'panel' }, h('h1', {}, 'Where shall we send it?'),
      h('form', { class: 'form', novalidate: true, onsubmit: proceed },
        fields.name.element, fields.street.element, fields.country.element,
        h('div', { class: 'pair' }, fields.postalCode.element, fields.city.element),
        h('button', { class: 'button' }, 'Continue to payment')))));
}
