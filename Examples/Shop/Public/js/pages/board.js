import { api } from '../api.js';
import { h, icon } from '../dom.js';
import { fault } from '../faults.js';

const columns = { todo: 'To do', doing: 'Doing', done: 'Done' };

export async function show(main) {
  document.title = 'Staff board – Kiln & Cloth';
  const board = h('div', { class: 'board' });
  main.append(h('h1', {}, 'Staff board'), h('p', { class: 'muted' }, 'Drag a card to where the work is.'),
    board);

  async function remove(card) {
    const sure = confirm(`Delete “${card.title}”?`);
    if (!sure && !fault('confirm-ignored')) return;
    draw(await api.delete(`/api/admin/board/${card.id}`));
  }

  function note(card) {
    return h('div', {
      class: 'note', draggable: 'true', 'data-id': card.id,
      ondragstart: (event) => event.dataTransfer.setData('text/plain', card.id),
    },
    h('div', {}, card.title, h('br'), h('small', {}, card.owner)),
    h('button', { class: 'icon-button icon-trash', type: 'button', onclick: () => remove(card) },
      icon('trash')));
  }

  async function drop(event, column) {
    event.preventDefault();
    const id = event.dataTransfer.getData('text/plain');
    if (!id) return;
    const path = '/api/admin/board';
    draw(fault('board-not-saved') ? await api.get(path) : await api.patch(`${path}/${id}`, { column }));
  }

  function section(name, title, cards) {
    const element = h('section', {
      class: 'column', 'data-column': name,
      ondragover: (event) => { event.preventDefault(); element.classList.add('over'); },
      ondragleave: () => element.classList.remove('over'),
      ondrop: (event) => drop(event, name),
    }, h('h2', {}, title, h('span', { class: 'muted' }, String(cards.length))), cards.map(note));
    return element;
  }

  function draw({ cards }) {
    const sections = Object.entries(columns).map(([name, title]) => {
      const held = cards.filter((card) => card.column === name);
      return section(name, title, held);
    });
    board.replaceChildren(...sections);
  }

  draw(await api.get('/api/admin/board'));
}
