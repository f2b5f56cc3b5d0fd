import { api, query } from '../api.js';
import { h } from '../dom.js';
import { openDialog } from './dialog.js';
import { field } from './field.js';

function editName(current, saved) {
  const name = field('Display name', h('input', { value: current, autocomplete: 'off' }));
  const save = async (event) => {
    event.preventDefault();
    try {
      const answer = await api.put('/api/account/profile', { name: name.input.value.trim() });
      dialog.close();
      saved(answer.name);
    } catch (error) {
      name.say(error.message);
    }
  };
  const dialog = openDialog('Edit profile', h('form', { onsubmit: save }, name.element,
    h('div', { class: 'dialog-foot' },
      h('button', { class: 'button quiet', type: 'button', onclick: () => dialog.close() }, 'Cancel'),
      h('button', { class: 'button' }, 'Save'))));
}

const size = (bytes) => (bytes < 1024 ? `${bytes} bytes` : `${(bytes / 1024).toFixed(1)} KB`);
const describe = ({ name, bytes }) => `${name}, ${size(bytes)}`;

function pictureUpload(face, picture) {
  const note = h('p', { class: 'muted picture-note' }, picture ? describe(picture) : 'No picture yet');
  const file = h('input', { type: 'file', accept: 'image/*', hidden: true });
  file.addEventListener('change', async () => {
    const [chosen] = file.files;
    if (!chosen) return;
    const path = `/api/account/picture?${query([['name', chosen.name]])}`;
    note.textContent = describe(await api.put(path, chosen));
    face.replaceChildren(h('img', { src: URL.createObjectURL(chosen), alt: 'Your picture' }));
  });
  return [note, file, h('button', { class: 'button quiet', type: 'button', onclick: () => file.click() },
    'Choose a picture')];
}

export function profile({ account, picture }) {
  const name = h('h2', { class: 'profile-name' }, account.name);
  const face = h('div', { class: 'face' }, account.name.slice(0, 1));
  const saved = (text) => {
    name.textContent = text;
    account.name = text;
    document.dispatchEvent(new CustomEvent('account', { detail: { account } }));
  };
  return h('aside', { class: 'panel profile' }, face, name, h('p', { class: 'muted' }, account.email),
    h('button', { class: 'button quiet', type: 'button', onclick: () => editName(account.name, saved) },
      'Edit profile'),
    pictureUpload(face, picture));
}
