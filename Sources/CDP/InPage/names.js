// Roles, accessible names and the other names a person may use for an element, each with where it came from.
(() => {
  const P = globalThis.__perceo;
  if (P.role) return;

  const roles = new Set((
    'alert alertdialog application article banner blockquote button caption cell checkbox code columnheader combobox ' +
    'complementary contentinfo definition dialog document feed figure form generic grid gridcell group heading img ' +
    'image link list listbox listitem log main marquee math menu menubar menuitem menuitemcheckbox menuitemradio ' +
    'meter navigation none note option paragraph presentation progressbar radio radiogroup region row rowgroup ' +
    'rowheader scrollbar search searchbox separator slider spinbutton status switch tab table tablist tabpanel term ' +
    'textbox timer toolbar tooltip tree treegrid treeitem').split(' '));
  const byTag = new Map(Object.entries({
    article: 'article', aside: 'complementary', button: 'button', details: 'group', dialog: 'dialog', dd: 'definition',
    dt: 'term', fieldset: 'group', figure: 'figure', form: 'form', h1: 'heading', h2: 'heading', h3: 'heading',
    h4: 'heading', h5: 'heading', h6: 'heading', hr: 'separator', iframe: 'iframe', label: 'label', li: 'listitem',
    main: 'main', menu: 'list', meter: 'meter', nav: 'navigation', ol: 'list', option: 'option', output: 'status',
    p: 'paragraph', progress: 'progressbar', search: 'search', section: 'region', summary: 'button', svg: 'img',
    table: 'table', tbody: 'rowgroup', td: 'cell', textarea: 'textbox', tfoot: 'rowgroup', thead: 'rowgroup', tr: 'row',
    ul: 'list',
  }));
  const byInput = {
    button: 'button', submit: 'button', reset: 'button', image: 'button', color: 'button', checkbox: 'checkbox',
    radio: 'radio', range: 'slider', number: 'spinbutton', search: 'searchbox', file: 'file', hidden: '',
  };
  // Besides ARIA's own words: `label`, `iframe`, `file` (a file input) and '' (nothing in particular).
  // `attributes`: the names of those the element has, for who knows them already.
  P.role = (el, attributes = null) => {
    const given = attributes && !attributes.includes('role') ? null : P.attr(el, 'role');
    if (given) {
      for (const token of given.toLowerCase().split(/\s+/)) {
        if (roles.has(token)) {
          if (token === 'none' || token === 'presentation' || token === 'generic') return '';
          return token === 'image' ? 'img' : token;
        }
      }
    }
    const tag = P.tag(el);
    switch (tag) {
      case 'a': case 'area': return P.attr(el, 'href') === null ? '' : 'link';
      case 'img': return P.attr(el, 'alt') === '' ? '' : 'img';
      case 'input': {
        const type = P.inputType(el);
        return byInput[type] ?? (P.attr(el, 'list') === null ? 'textbox' : 'combobox');
      }
      case 'select': return el.multiple || el.size > 1 ? 'listbox' : 'combobox';
      case 'th': return P.attr(el, 'scope') === 'row' ? 'rowheader' : 'columnheader';
      case 'header': case 'footer':
        if (P.closest(el, 'article,section,aside,main,nav,dialog,li')) return '';
        return tag === 'header' ? 'banner' : 'contentinfo';
    }
    const plain = byTag.get(tag);
    if (plain !== undefined) return plain;
    if (attributes && !attributes.includes('contenteditable')) return '';
    const editable = P.attr(el, 'contenteditable');
    return editable !== null && editable !== 'false' ? 'textbox' : '';
  };

  const fromContent = new Set((
    'button link heading cell gridcell columnheader rowheader checkbox radio switch tab option menuitem ' +
    'menuitemcheckbox menuitemradio treeitem row listitem label tooltip term definition paragraph caption alert status').split(' '));
  const labelled = new Set(['input', 'select', 'textarea', 'meter', 'output', 'progress', 'button']);
  // Which labels a control has. A control's own list of them takes a walk through the whole document, so that a scan,
  // which asks for many, makes one table of them instead.
  let tables = null;
  const tableOf = (root) => {
    let table = tables.get(root);
    if (table) return table;
    tables.set(root, (table = new Map()));
    for (const label of P.all(root, 'label')) {
      const control = P.control(label);
      if (!control) continue;
      const known = table.get(control);
      if (known) known.push(label);
      else table.set(control, [label]);
    }
    return table;
  };
  P.labels = (el) => {
    if (!labelled.has(P.tag(el))) return [];
    return tables ? tableOf(P.rootOf(el)).get(el) ?? [] : [...(el.labels ?? [])];
  };
  P.withLabels = (body) => {
    tables = new Map();
    try {
      return body();
    } finally {
      tables = null;
    }
  };
  const labelsOf = (el) => (P.tag(el) === 'button' ? [] : P.labels(el));
  const byId = (el, id) => {
    const root = P.rootOf(el);
    return id && root.querySelector ? P.all(root, '#' + CSS.escape(id))[0] ?? null : null;
  };
  const childOf = (el, tag) => {
    for (let at = P.firstElement(el); at; at = P.nextElement(at)) if (P.tag(at) === tag) return at;
    return null;
  };
  const valueOf = (el) => {
    switch (P.tag(el)) {
      case 'input': return /^(checkbox|radio|password|file|hidden)$/.test(P.inputType(el)) ? '' : el.value;
      case 'textarea': return el.value;
      case 'select': return el.selectedOptions[0]?.label ?? '';
      default: return P.attr(el, 'aria-valuetext') ?? P.attr(el, 'aria-valuenow') ?? '';
    }
  };

  // Text of a subtree for naming: image texts and nested values count, hidden parts do not. `seen` breaks cycles.
  const content = (el, seen, budget) => {
    let out = '';
    P.eachChild(el, (node) => {
      if (budget.left <= 0) return;
      if (P.nodeType(node) === 3) {
        budget.left -= node.data.length;
        out += node.data;
      } else if (P.isElement(node) && !seen.has(node)) {
        budget.left -= 4;
        const tag = P.tag(node);
        if (P.unseen.has(tag) || P.attr(node, 'aria-hidden') === 'true') return;
        const style = P.style(node);
        if (style.display === 'none' || style.visibility !== 'visible') return;
        const part = nameInside(node, tag, seen, budget);
        out += style.display.startsWith('inline') ? part : ` ${part} `;
      }
    });
    return out;
  };
  const nameInside = (el, tag, seen, budget) => {
    seen.add(el);
    const aria = P.attr(el, 'aria-label');
    if (aria?.trim()) return ` ${aria} `;
    if (tag === 'img') return ` ${P.attr(el, 'alt') ?? ''} `;
    if (tag === 'svg') return ` ${childOf(el, 'title') ? P.textContent(childOf(el, 'title')) : ''} `;
    if (tag === 'input' || tag === 'textarea' || tag === 'select') return ` ${valueOf(el)} `;
    return content(el, seen, budget);
  };
  const contentName = (el, seen = new Set()) => P.clean(content(el, seen.add(el), { left: 800 }));

  const labelledBy = (el) => {
    const ids = P.attr(el, 'aria-labelledby');
    if (!ids) return '';
    const parts = [];
    for (const id of ids.split(/\s+/).slice(0, 8)) {
      const at = byId(el, id);
      if (!at) continue;
      const own = P.attr(at, 'aria-label')?.trim();
      parts.push(own || contentName(at, new Set([el])) || P.clean(valueOf(at)) || P.clean(P.textContent(at) ?? ''));
    }
    return P.clean(parts.join(' '));
  };
  // Accessible name and its source: [text, provenance letter]; ['', ''] when there is none.
  // `known`: what its content would be called, for who knows that already.
  P.name = (el, role = P.role(el), known = null) => {
    const by = labelledBy(el);
    if (by) return [by, 'a'];
    const aria = P.clean(P.attr(el, 'aria-label') ?? '');
    if (aria) return [aria, 'a'];
    const tag = P.tag(el);
    if (tag === 'input') {
      const type = P.inputType(el);
      if (/^(submit|button|reset)$/.test(type)) {
        const value = P.clean(el.value) || { submit: 'Submit', reset: 'Reset' }[type];
        if (value) return [value, 'v'];
      }
      if (type === 'image' && P.attr(el, 'alt')) return [P.clean(P.attr(el, 'alt')), 'i'];
    }
    for (const label of labelsOf(el)) {
      const text = contentName(label, new Set([el]));
      if (text) return [text, 'l'];
    }
    if (tag === 'img' || tag === 'area') {
      const alt = P.clean(P.attr(el, 'alt') ?? '');
      if (alt) return [alt, 'i'];
    }
    const caption = { fieldset: 'legend', table: 'caption', figure: 'figcaption', svg: 'title', details: 'summary' }[tag];
    const child = caption && childOf(el, caption);
    if (child) return [P.clean(P.textContent(child)), 'g'];
    if (fromContent.has(role)) {
      const text = known ?? contentName(el);
      if (text) return [text, 'x'];
    }
    const title = P.clean(P.attr(el, 'title') ?? '');
    if (title) return [title, 't'];
    const hint = P.clean(P.attr(el, 'placeholder') ?? P.attr(el, 'aria-placeholder') ?? '');
    return hint ? [hint, 'p'] : ['', ''];
  };

  const testIds = ['data-testid', 'data-test-id', 'data-test', 'data-cy', 'data-qa'];
  P.testIds = testIds;
  const noise = new Set(
    'btn button input field txt text ctl el elem js id wrapper container link icon icons svg fa fas far fab fal bi mdi material ui'.split(' '));
  const words = (identifier) => {
    const parts = identifier.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
      .split(/[^\p{L}\d]+/u).map((part) => part.toLowerCase()).filter(Boolean);
    const kept = parts.filter((part) => !noise.has(part));
    return (kept.length ? kept : parts).join(' ');
  };
  // Generated ids (":r1:", "ember123", hashes) say nothing about the element.
  const telling = (identifier) =>
    identifier.length <= 60 && /[a-z]{2}/i.test(identifier) && !/\d{4}|[0-9a-f]{8}|^(ember|react|radix|headlessui|mui|ext)/i.test(identifier);
  const icons = new Set((
    'x close times cross xmark dismiss hamburger menu bars burger search magnifier magnify magnifying trash delete remove bin cart ' +
    'basket bag plus add minus subtract decrease increase edit pencil pen gear cog settings user person avatar account profile ' +
    'heart like favorite favourite wishlist star bookmark next prev previous back forward chevron arrow caret left right up down ' +
    'home download upload share copy play pause stop filter sort refresh reload sync bell notification notifications mail ' +
    'envelope phone lock unlock eye show hide check info help question logout signout login signin calendar print more ellipsis ' +
    'kebab dots expand collapse moon sun theme send save undo redo zoom camera image photo attach paperclip location map globe ' +
    'language flag link external fullscreen volume mute mic chat comment').split(' '));
  const iconWords = (el) => {
    const found = new Set();
    const take = (text) => {
      if (!text) return;
      for (const token of words(text).split(' ')) if (icons.has(token)) found.add(token);
    };
    let left = 8;
    const visit = (at) => {
      if (left-- <= 0) return;
      take(P.attr(at, 'class'));
      take(P.attr(at, 'data-icon') ?? P.attr(at, 'data-lucide'));
      if (P.tag(at) === 'use') take((P.attr(at, 'href') ?? P.attr(at, 'xlink:href') ?? '').split('#').pop());
      if (P.tag(at) === 'img') take((P.attr(at, 'src') ?? '').slice(0, 200).split('/').pop().replace(/\.\w+$/, ''));
      P.eachChild(at, (child) => P.isElement(child) && visit(child));
    };
    visit(el);
    return [...found].join(' ');
  };
  const semantic = new Set('email password search tel url date time month week datetime-local number file color range'.split(' '));

  // Every name of a candidate as "<provenance letter><text>", best source first; letters are listed in scan.js.
  P.names = (el, role, own, before, attributes, content = null) => {
    const out = [];
    const values = [];
    const add = (letter, text, limit = 80) => {
      if (!text) return;
      const value = P.cut(P.clean(text), limit);
      if (!value || values.includes(value)) return;
      values.push(value);
      out.push(letter + value);
    };
    const has = (key) => !attributes || attributes.includes(key);
    const [name, source] = P.name(el, role, content);
    add(source, name, 160);
    if (own) add('x', own, 120);
    const tag = P.tag(el);
    const field = tag === 'input' || tag === 'select' || tag === 'textarea';
    if (field) for (const label of labelsOf(el).slice(0, 3)) add('l', contentName(label, new Set([el])));
    if (before) add('b', before);
    if (has('placeholder')) add('p', P.attr(el, 'placeholder'));
    if (has('title')) add('t', P.attr(el, 'title'));
    if (has('alt')) add('i', P.attr(el, 'alt'));
    for (const key of testIds) if (has(key)) add('d', words(P.attr(el, key) ?? ''));
    for (const key of ['id', 'name']) {
      const value = has(key) ? P.attr(el, key) : null;
      if (value && telling(value)) add('n', words(value));
    }
    if (field) {
      const type = P.inputType(el);
      if (tag === 'input' && semantic.has(type)) add('y', type === 'tel' ? 'phone' : type);
      const fill = has('autocomplete') ? P.attr(el, 'autocomplete') : null;
      if (fill && !/^(on|off|.*password)$/.test(fill)) add('y', words(fill.split(' ').pop()));
    } else if ((own ?? '').length <= 2) {
      add('c', iconWords(el));
      const href = tag === 'a' ? P.attr(el, 'href') : null;
      if (href) add('h', words(href.split(/[?#]/)[0].split('/').filter(Boolean).pop()?.slice(0, 60) ?? 'home'));
    }
    return out;
  };

  const textBefore = (el) => {
    for (let at = el; (at = P.previousSibling(at)); ) {
      if (P.nodeType(at) === 3 && P.clean(at.data)) return P.clean(at.data);
      if (P.nodeType(at) === 1 && P.tag(at) !== 'br') return '';
    }
    return '';
  };
  // Label-like text beside an unlabelled field: right of a check box, else left (300 px) or above (60 px), with no
  // control in between. `kept` are the records of scan.js in document order, `at` the field's place among them.
  P.beside = (rec, at, kept) => {
    const f = rec.box;
    const tick = rec.role === 'checkbox' || rec.role === 'radio' || rec.role === 'switch';
    const before = textBefore(rec.el);
    if (before && !tick) return before;
    const usable = (other) =>
      other.text && !other.interactive && !other.container && other.role !== 'heading' && other.tag !== 'legend' && !/^h\d$/.test(other.tag);
    const stops = (other) => other.hard && other.role !== 'label';
    const sameRow = (t) => Math.min(t.y + t.h, f.y + f.h) - Math.max(t.y, f.y) >= Math.min(t.h, f.h) / 2;
    if (tick) {
      for (let i = at + 1; i < Math.min(at + 4, kept.length); i++) {
        const other = kept[i];
        if (stops(other)) break;
        const gap = other.box.x - (f.x + f.w);
        if (usable(other) && sameRow(other.box) && gap >= -4 && gap <= 60) return other.text;
      }
    }
    for (let i = at - 1; i >= Math.max(0, at - 12); i--) {
      const other = kept[i];
      if (stops(other)) break;
      if (!usable(other)) continue;
      const t = other.box;
      const gap = f.x - (t.x + t.w);
      if (sameRow(t) && gap >= -4 && gap <= 300) return other.text;
      const above = f.y - (t.y + t.h);
      if (!tick && above >= -4 && above <= 60 && t.x < f.x + f.w && t.x + t.w > f.x - 40) return other.text;
    }
    return '';
  };
})();
