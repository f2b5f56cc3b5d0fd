import { api } from '../api.js';
import { h, loading } from '../dom.js';
import { fault } from '../faults.js';

const pause = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });

export async function show(main) {
  document.title = 'News – Kiln & Cloth';
  const list = h('div', { class: 'news-list' });
  const foot = h('div', {});
  let page = 0;
  main.append(h('h1', {}, 'News'), list, foot);

  async function more() {
    page += 1;
    foot.replaceChildren(loading('Fetching news'));
    const { items, hasMore } = await api.get(`/api/news?page=${page}`);
    for (const item of items) {
      if (fault('news-never-ends') && list.children.length === 4) return;
      await pause(200);
      list.append(h('article', { class: 'panel news-item' }, h('h3', {}, item.title),
        h('small', { class: 'muted' }, item.date), h('p', {}, item.text)));
    }
    foot.replaceChildren(hasMore
      ? h('button', { class: 'button quiet', type: 'button', onclick: more }, 'Load more')
      : h('p', { class: 'muted' }, 'That is all for now.'));
  }

  await more();
}
