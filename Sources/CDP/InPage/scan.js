// One pass over the drawn page: what can be acted on, what can be read, and where each thing belongs.
//
// scan({limit, ms}) -> {url, title, viewport: {w, h}, scroll: {x, y}, truncated, contexts, elements}
//   contexts: [[landmark, heading, dialog, legend, row, column, item]], shared by the elements; entry 0 is all empty
//   elements: [[ref, tag, role, type, states, x, y, w, h, context, parent, unit, control, form, value, …names]]
//     parent: nearest listed ancestor; unit: nearest row, list item or card; control: what a label labels; form (refs, 0 = none)
//     type: of an <input> or <button>; value: of a control (never a password's), href of a link, else null
//     names: "<letter><text>", letter = a aria, l label, v button value, x text, g legend/caption/heading, b text beside,
//       p placeholder, t title, i alt, d test id, n id or name, y input type, c icon or class, h href
// Roles beyond ARIA: label, iframe, file, item (repeated block), headerrow (row of column headers), group (titled block).
(() => {
  const P = globalThis.__perceo;
  if (P.scan) return;

  const S = {
    visible: 1, enabled: 2, checked: 4, mixed: 8, expanded: 16, collapsed: 32, selected: 64, focused: 128, editable: 256,
    readonly: 512, offscreen: 1024, inModal: 2048, transparent: 4096, inert: 8192, required: 16384, clickableOnly: 32768,
    interactive: 65536, container: 131072,
  };
  const setOf = (text) => new Set(text.split(' '));
  const widgets = setOf(
    'button link checkbox radio switch textbox searchbox combobox listbox option menuitem menuitemcheckbox ' +
    'menuitemradio tab treeitem slider spinbutton file');
  const containers = setOf(
    'dialog alertdialog navigation main complementary banner contentinfo form search region group table grid list ' +
    'listbox menu menubar tree tablist tabpanel radiogroup toolbar row headerrow listitem item article feed figure iframe');
  const fields = setOf('textbox searchbox combobox spinbutton slider listbox file checkbox radio switch');
  const landmarks = setOf('navigation main complementary banner contentinfo form search region');
  const canBeDisabled = setOf('button input select textarea fieldset option optgroup');
  const buttonTypes = setOf('submit button reset');
  const cells = setOf('cell gridcell columnheader rowheader');
  const shown = setOf('heading img alert status log progressbar meter cell gridcell columnheader rowheader caption timer tooltip');
  const itemClass = /(^|[-_\s])(card|item|tile|product|entry|result|todo|post)(\s|$)/i;
  const blockClass = /(^|[-_\s])(column|lane|dropzone|drop|panel|section|board|widget|toast|modal|popup|banner|notice|alert)([-_\s]|$)/i;
  const headClass = /(^|[-_\s])(header|head|heading|title|hd)([-_\s]|$)/i;
  const plain = [];
  // What its class says of an element; the same few lists of classes stand on most elements of a page.
  const classes = new Map();
  const classed = (cls) => {
    let told = classes.get(cls);
    if (!told) {
      if (classes.size > 2000) classes.clear();
      told = { isItem: itemClass.test(cls), isBlock: blockClass.test(cls), isHead: headClass.test(cls), first: /\S+/.exec(cls)?.[0] ?? '' };
      classes.set(cls, told);
    }
    return told;
  };
  const tableOf = (el) => P.closest(el, 'table,[role=table],[role=grid],[role=treegrid]');
  const cellIndex = P.getter(HTMLTableCellElement, 'cellIndex');

  // An element on the way: what it is, and what it has from those around it.
  class Rec {
    constructor(el, tag, up, heading) {
      this.el = el;
      this.tag = tag;
      this.parent = up;
      this.attributes = P.hasAttributes(el) ? P.attrNames(el) : plain;
      this.role = this.cls = this.text = this.own = this.title = '';
      this.soft = this.hard = this.aria = this.block = this.pointer = this.seen = this.op0 = false;
      this.interactive = this.keep = this.gone = this.container = this.echo = this.inText = false;
      // Whether its text is all there is to be said of what it holds: no pictures, fields or hidden parts inside.
      this.isPlain = true;
      // All of it is listed though only some elements of the page are.
      this.near = up !== null && up.near;
      this.heading = heading;
      this.box = this.head = this.control = null;
      this.label = this.column = undefined;
      this.modal = up && up.modal;
      this.dialog = up && up.dialog;
      this.landmark = up && up.landmark;
      this.legend = up && up.legend;
      this.form = up && up.form;
      this.row = up && up.row;
      this.cell = up && up.cell;
      this.item = up && up.item;
      this.unit = up && up.unit;
      this.widget = up && up.widget;
      this.inert = up !== null && up.inert;
      this.disabled = up !== null && up.disabled;
      this.depth = up ? up.depth + 1 : 0;
    }
  }
  const isOfHeads = (row) => {
    let heads = 0;
    for (let at = P.firstElement(row); at; at = P.nextElement(at)) {
      const tag = P.tag(at);
      if (tag === 'td') return false;
      if (tag === 'th') heads++;
    }
    return heads > 0;
  };
  // Elements whose text is not, or not only, what stands between their tags.
  const special = setOf('img svg input textarea select iframe details br slot video audio canvas object');

  // Elements named in `forced` are listed whatever they are, and of the others `only` those around them; used by
  // describe().
  const collect = (ms, forced, only) => {
    const all = [];
    const pending = [];
    const modals = [];
    const deadline = performance.now() + ms;
    const focused = P.focused();
    let heading = '';
    let truncated = false;
    let deep = false;

    const flagsOf = (rec) => {
      const { el, tag, attributes } = rec;
      for (const key of attributes) {
        switch (key) {
          case 'class': rec.cls = P.attr(el, key); break;
          case 'tabindex': if (parseInt(P.attr(el, key), 10) >= 0) rec.soft = true; break;
          case 'onclick': rec.soft = true; break;
          case 'draggable': if (P.attr(el, key) === 'true') rec.soft = true; break;
          case 'contenteditable': if (P.attr(el, key) !== 'false') rec.hard = true; break;
          case 'aria-disabled': if (P.attr(el, key) === 'true') rec.disabled = true; break;
          case 'inert': rec.inert = true; break;
          case 'aria-modal': if (P.attr(el, key) === 'true') modals.push((rec.modal = rec)); break;
          case 'aria-label': case 'aria-labelledby': rec.aria = true; break;
          case 'ondrop': case 'ondragover': case 'data-drop': case 'data-dropzone': rec.block = true; break;
        }
      }
      if (rec.cls && classed(rec.cls).isBlock) rec.block = true;
      if (tag === 'label' && (rec.control = P.control(el))) rec.hard = true;
      if ((tag === 'video' || tag === 'audio') && attributes.includes('controls')) rec.hard = true;
      if (tag === 'summary') rec.hard = true;
    };

    const isTwin = (at, tag, first) => !!at && P.tag(at) === tag && classed(P.attr(at, 'class') ?? '').first === first;
    const isItem = (rec) => {
      if (rec.role === 'listitem' || rec.role === 'article' || rec.role === 'option' || rec.role === 'treeitem') return true;
      if (rec.role && rec.role !== 'region' && rec.role !== 'group') return false;
      if (!rec.cls || !P.firstElement(rec.el)) return false;
      const { isItem, first } = classed(rec.cls);
      return isItem || isTwin(P.nextElement(rec.el), rec.tag, first) || isTwin(P.previousElement(rec.el), rec.tag, first);
    };

    const enter = (el, tag, style, up) => {
      const rec = new Rec(el, tag, up, heading);
      rec.pointer = style.cursor === 'pointer';
      rec.seen = style.visibility === 'visible';
      rec.op0 = style.opacity === '0' || (up !== null && up.op0);
      rec.role = P.role(el, rec.attributes);
      if (rec.attributes.length || tag === 'summary' || tag === 'label') flagsOf(rec);
      const { role } = rec;
      rec.hard ||= widgets.has(role) || (tag === 'input' && role === '' && P.inputType(el) !== 'hidden');
      const page = tag === 'html' || tag === 'body';
      const boundary = rec.pointer && !page && !(up && up.pointer);
      rec.interactive = rec.hard || (!page && (rec.soft || boundary));
      if (rec.interactive) rec.widget = rec;
      if (role === 'row' && tag === 'tr' && isOfHeads(el)) rec.role = 'headerrow';
      if (landmarks.has(role) && (role !== 'region' || rec.aria)) rec.landmark = rec;
      if (role === 'form') rec.form = rec;
      if (tag === 'fieldset' || role === 'radiogroup') rec.legend = rec;
      if (role === 'dialog' || role === 'alertdialog') {
        rec.dialog = rec;
        if (rec.modal !== rec && ((tag === 'dialog' && P.matches(el, ':modal')) || coversPage(el))) modals.push((rec.modal = rec));
      }
      if (role === 'row') rec.row = rec.unit = rec;
      else if (cells.has(role)) rec.cell = rec;
      else if (!(rec.hard && role !== 'option' && role !== 'treeitem') && isItem(rec)) {
        rec.item = rec.unit = rec;
        rec.role ||= 'item';
      }
      return rec;
    };
    const coversPage = (el) => {
      const at = P.closestWhere(el, (node) => P.style(node).position === 'fixed');
      const box = at && P.rect(at);
      return !!box && box.width >= innerWidth * 0.95 && box.height >= innerHeight * 0.95;
    };

    const visit = (el, up) => {
      if (truncated || ((all.length & 127) === 127 && performance.now() > deadline)) {
        truncated = true;
        return '';
      }
      const tag = P.tag(el);
      if (tag === 'br') {
        up.isPlain = false;
        return ' ';
      }
      if (P.isUnseen(el, tag) && !forced?.has(el)) return '';
      const style = P.style(el);
      const { display } = style;
      P.suspect(el, tag, style);
      if (display === 'none' && tag !== 'area') {
        // Hidden file, check and radio inputs are worked through their labels.
        if (!forced?.has(el) && !(tag === 'input' && /^(file|checkbox|radio)$/.test(P.inputType(el)))) return '';
        const rec = enter(el, tag, style, up);
        rec.gone = rec.keep = true;
        all.push(rec);
        return '';
      }
      const rec = enter(el, tag, style, up);
      if (only?.near.has(el)) rec.near = true;
      all.push(rec);
      if (rec.depth > 700) {
        deep = true;
        return '';
      }
      const mark = pending.length;
      const isFar = only !== undefined && !rec.near;
      let text = '';
      let own = '';
      let parts = 0;
      let lone = null;
      const add = (node) => {
        const type = P.nodeType(node);
        if (type === 3) {
          if (!rec.seen) return;
          const { data } = node;
          const words = P.clean(data);
          if (parts++ === 0) lone = words;
          text += data.length > 2000 ? data.slice(0, 2000) : data;
          if (own.length < 120 && words) own += own ? ` ${words}` : words;
        } else if (type === 1) {
          if (shut && P.tag(node) !== 'summary') return;
          if (isFar && !only.ways.has(node)) return;
          const part = visit(node, rec);
          if (part) parts += 2;
          if (text.length < 1200) text += part;
        }
      };
      if (tag === 'optgroup') text = own = P.clean(P.attr(el, 'label') ?? '');
      const shut = tag === 'details' && !rec.attributes.includes('open');
      if (tag === 'iframe') rec.keep = true;
      else if (tag === 'textarea' || (tag === 'select' && !P.isListBox(el))) text = '';
      else if (tag === 'option') text = rec.seen ? el.label : '';
      else if (tag === 'input') text = buttonTypes.has(P.inputType(el)) ? el.value : '';
      else if (tag !== 'slot' && !P.shadow(el)) {
        const first = P.firstChild(el);
        if (first && style.contentVisibility !== 'hidden') for (let node = first; node; node = P.nextSibling(node)) add(node);
      } else if (style.contentVisibility !== 'hidden') P.eachChild(el, add);
      // A text alone, the commonest content of all, is clean already.
      if (parts === 1 && text.length <= 60) rec.text = lone;
      else if (parts) {
        if (text.length > 60 || text.includes('\n') || text.includes('  ')) text = P.cut(text.replace(/\s+/g, ' '), 600);
        rec.text = P.clean(text);
      } else if (text) rec.text = P.clean(text);
      rec.own = own;
      // A list is not called by its options.
      if (tag === 'select') rec.text = rec.own = '';
      if (special.has(tag) || !rec.seen || rec.aria || rec.attributes.includes('aria-hidden') || P.shadow(el)) rec.isPlain = false;
      if (up && (!rec.isPlain || display === 'contents')) up.isPlain = false;
      leave(rec, mark);
      return display.startsWith('inline') || display === 'contents' ? text : ` ${text} `;
    };

    const leave = (rec, mark) => {
      const { el, role, tag } = rec;
      if (role === 'heading' && rec.text) {
        heading = P.cut(rec.text, 80);
        pending.push(rec);
      } else if (pending.length > mark && tag !== 'body' && tag !== 'html') {
        const head = pending[mark];
        const wrapper = P.elementCount(el) < 2 && rec.text.length <= head.text.length;
        if ((!wrapper || rec.item === rec || rec.block) && tag !== 'header' && tag !== 'hgroup' && !(rec.cls && classed(rec.cls).isHead)) {
          rec.title = P.cut(head.text, 80);
          rec.head = head;
          pending.length = mark;
          heading = rec.heading;
        }
      }
      const inside = rec.parent?.widget;
      const isContainer = containers.has(rec.role) || rec.title || rec.block;
      if (rec.interactive || forced?.has(el) || isContainer || tag === 'canvas' || (shown.has(role) && (rec.text || role === 'img' || rec.aria))) rec.keep = true;
      else if (rec.own) rec.keep = rec.inText = true;
      else if (rec.aria && rec.text) rec.keep = true;
      if (isContainer && !rec.role) rec.role = 'group';
      rec.container = !!isContainer;
      rec.echo = !!inside && !rec.interactive && !isContainer && role !== 'img';
    };

    const root = P.rootElement(document);
    if (root) visit(root, null);
    return { all, modals, truncated: truncated || deep, focused };
  };

  const statesOf = (rec, focused, top, view) => {
    const { el, tag, role } = rec;
    let bits = 0;
    const is = (key) => (rec.attributes.includes(key) ? P.attr(el, key) : null);
    const b = rec.box;
    const reachable = b.w > 0 && b.h > 0 && (b.w > 1 || b.h > 1) && b.x + b.w + view.x > 0 && b.y + b.h + view.y > 0;
    if (rec.seen && reachable && !rec.gone) bits |= S.visible;
    if (!rec.disabled && !((rec.hard || tag === 'fieldset') && canBeDisabled.has(tag) && P.matches(el, ':disabled'))) bits |= S.enabled;
    if (b.x + b.w <= 0 || b.y + b.h <= 0 || b.x >= view.w || b.y >= view.h) bits |= S.offscreen;
    if (rec.op0) bits |= S.transparent;
    if (rec.inert) bits |= S.inert;
    if (top && rec.modal === top) bits |= S.inModal;
    if (rec.interactive) bits |= rec.hard ? S.interactive : S.interactive | S.clickableOnly;
    if (rec.container) bits |= S.container;
    if (el === focused) bits |= S.focused;
    if (!rec.interactive && !is('aria-expanded') && !is('aria-selected') && !is('aria-checked')) return bits;
    const target = rec.control ?? el;
    const type = P.tag(target) === 'input' ? P.inputType(target) : '';
    if (type === 'checkbox' || type === 'radio') {
      bits |= target.indeterminate ? S.mixed : target.checked ? S.checked : 0;
    } else {
      const checked = is('aria-checked') ?? (role === 'button' ? is('aria-pressed') : null);
      bits |= checked === 'true' ? S.checked : checked === 'mixed' ? S.mixed : 0;
    }
    const expanded = is('aria-expanded') ?? (tag === 'summary' ? String(P.attr(P.parent(el) ?? el, 'open') !== null) : null);
    if (expanded) bits |= expanded === 'true' ? S.expanded : S.collapsed;
    const current = is('aria-current');
    if (is('aria-selected') === 'true' || (tag === 'option' && el.selected) || (current && current !== 'false')) bits |= S.selected;
    if (rec.hard && P.editable(el)) bits |= S.editable;
    if (is('readonly') !== null || is('aria-readonly') === 'true') bits |= S.readonly;
    if (is('required') !== null || is('aria-required') === 'true') bits |= S.required;
    return bits;
  };

  // The words of an element without those of the badge or button inside it.
  const ownName = (rec) => rec.own.length > 1 && rec.own.length <= 80 && rec.own !== rec.text;
  const namesOf = (rec, at, kept) => {
    const { el, role, attributes } = rec;
    if (rec.interactive || role === 'img') {
      const wants = fields.has(role) && !rec.aria && !P.labels(el).length;
      const hidden = rec.gone && role === 'file' ? P.nextElement(el) ?? P.previousElement(el) : null;
      if (hidden) return P.names(el, role, '', P.text(hidden, 80), attributes);
      const content = rec.isPlain && rec.text.length < 500 ? rec.text : null;
      const names = P.names(el, role, rec.text, wants ? P.beside(rec, at, kept) : '', attributes, content);
      if (ownName(rec)) names.push('x' + rec.own);
      return names;
    }
    const out = [];
    if (rec.aria || role === 'iframe' || rec.tag === 'fieldset' || rec.tag === 'table' || rec.tag === 'figure') {
      const [name, letter] = P.name(el, role === 'table' ? '' : role);
      if (name) out.push(letter + P.cut(name, 160));
    }
    if (rec.title) out.push('g' + rec.title);
    if (rec.title && ownName(rec.head)) out.push('g' + rec.head.own);
    if (rec.text) out.push('x' + P.cut(rec.text, 200));
    if (ownName(rec)) out.push('x' + rec.own);
    for (const key of attributes) {
      if (key === 'title' || key === 'id' || P.testIds.includes(key)) {
        for (const name of P.names(el, '', '-', '', [key])) if (/^[tdn]/.test(name) && !out.includes(name)) out.push(name);
      }
    }
    return out;
  };

  const valueOf = (rec) => {
    const { el, tag } = rec;
    switch (tag) {
      case 'input': {
        const type = P.inputType(el);
        return type === 'password' || type === 'file' ? null : P.cut(el.value, 200);
      }
      case 'textarea': return P.cut(el.value, 200);
      case 'select': return P.cut(P.clean([...el.selectedOptions].map((option) => option.label).join(', ')), 200);
      case 'a': return P.cut(P.attr(el, 'href') ?? '', 200) || null;
    }
    return P.attr(el, 'aria-valuetext') ?? P.attr(el, 'aria-valuenow') ?? (tag === 'progress' || tag === 'meter' ? String(el.value) : null);
  };

  const topModal = (modals) => {
    const open = modals.filter((rec) => rec.box.w > 0 && rec.box.h > 0 && rec.seen);
    return open.findLast((rec) => {
      const hit = P.deepElementsFromPoint(rec.box.x + rec.box.w / 2, rec.box.y + rec.box.h / 2)[0];
      return hit && P.closestWhere(hit, (at) => at === rec.el);
    }) ?? open.at(-1) ?? null;
  };

  const build = (...given) => P.withLabels(() => buildListed(...given));
  const buildListed = (limit, ms, forced, only, withOthers) => {
    P.letGo();
    const found = collect(ms, forced, only);
    let { truncated } = found;
    for (const rec of found.modals) rec.box = P.box(rec.el);
    const top = topModal(found.modals);
    let kept = found.all.filter((rec) => {
      if (!rec.keep) return false;
      // Text that only repeats the control around it adds nothing.
      if (rec.echo && !forced?.has(rec.el) && rec.text === rec.parent.widget.text && !ownName(rec)) return (rec.keep = false);
      return true;
    });
    if (kept.length > limit) {
      truncated = true;
      const late = kept.filter((rec) => rec.interactive || rec.container || forced?.has(rec.el));
      kept = (late.length >= limit ? late : kept).slice(0, limit);
      for (const rec of found.all) rec.keep = false;
      for (const rec of kept) rec.keep = true;
    }
    const now = document.timeline.currentTime;
    for (const rec of kept) {
      rec.box ??= P.box(rec.el);
      P.stand(rec.el, rec.box, now);
    }

    const headers = new Map();
    for (const rec of kept) {
      if (rec.role === 'columnheader' && rec.tag === 'th') {
        const table = tableOf(rec.el);
        if (!headers.has(table)) headers.set(table, []);
        headers.get(table)[cellIndex(rec.el)] ??= P.cut(rec.text, 60);
      }
    }
    // The header over a cell; one for all that a cell holds.
    const columnOf = ({ cell }) => {
      if (!cell || cell.tag !== 'td' || !headers.size) return '';
      return (cell.column ??= headers.get(tableOf(cell.el))?.[cellIndex(cell.el)] ?? '');
    };
    const title = (rec) => (rec ? (rec.label ??= P.name(rec.el, '')[0] || rec.title) : '');
    const contexts = [['', '', '', '', '', '', '']];
    const indexes = new Map([['\u0001'.repeat(6), 0]]);
    // What is in the same surroundings mostly follows one another, so the last ones are kept ready to be told again.
    let near = { landmark: null, heading: '', dialog: null, legend: null, row: null, item: null, columns: new Map([['', 0]]) };
    const contextOf = (rec) => {
      const { landmark, heading, dialog, legend, row, item } = rec;
      if (near.row !== row || near.item !== item || near.heading !== heading || near.landmark !== landmark ||
        near.dialog !== dialog || near.legend !== legend) {
        near = { landmark, heading, dialog, legend, row, item, columns: new Map() };
      }
      const column = columnOf(rec);
      let index = near.columns.get(column);
      if (index !== undefined) return index;
      const context = [
        landmark ? `${landmark.role} ${P.cut(title(landmark), 80)}`.trim() : '', heading,
        dialog ? P.cut(title(dialog) || 'dialog', 80) : '', legend ? P.cut(title(legend), 80) : '',
        row ? P.cut(row.text, 120) : '', column, item ? P.cut(item.text, 160) : '',
      ];
      const key = context.join('\u0001');
      index = indexes.get(key);
      if (index === undefined) {
        indexes.set(key, (index = contexts.length));
        contexts.push(context);
      }
      near.columns.set(column, index);
      return index;
    };
    const listed = (rec) => {
      while (rec && !rec.keep) rec = rec.parent;
      return rec ? P.ref(rec.el) : 0;
    };
    const around = (rec, key) => (rec[key] === rec ? rec.parent?.[key] : rec[key]);
    // Read once: the window's own properties are slow to reach from an isolated world.
    const view = { w: innerWidth, h: innerHeight, x: Math.round(scrollX), y: Math.round(scrollY) };
    const elements = [];
    for (let at = 0; at < kept.length; at++) {
      const rec = kept[at];
      if (forced && !withOthers && !forced.has(rec.el)) continue;
      const { el, tag, box } = rec;
      const states = statesOf(rec, found.focused, top, view);
      if (rec.inText && !(states & S.visible) && !forced) continue;
      const unit = around(rec, 'unit');
      const form = rec.form;
      const { control } = rec;
      elements.push([
        P.ref(el), tag, rec.role, tag === 'input' ? P.inputType(el) : tag === 'button' ? el.type : '', states, box.x, box.y, box.w, box.h,
        contextOf(rec), listed(rec.parent), unit ? listed(unit) : 0, control ? P.ref(control) : 0, form ? P.ref(form.el) : 0,
        valueOf(rec), ...namesOf(rec, at, kept),
      ]);
    }
    return {
      url: location.href, title: document.title, viewport: { w: view.w, h: view.h }, scroll: { x: view.x, y: view.y },
      truncated, contexts, elements, suspects: P.suspectCount(),
    };
  };

  // The last scan of a document at rest: its number, and the state that the page was in.
  let last = null;
  // `text`: how many characters of what a person reads to add, taken in the same moment as the elements. `number` is what
  // this scan will be known by; when the one that is `known` still tells how the page is, the answer is null.
  P.scan = ({ limit = 4000, ms = 400, text = 0, number = 0, known = 0 } = {}) => {
    const state = P.state();
    if (known && last && last.number === known && last.state === state) return null;
    const found = build(limit, ms, null);
    const isDrawnAnew = state === null || document.getAnimations().some((animation) => animation.playState === 'running');
    last = isDrawnAnew ? null : { number, state };
    return text ? { ...found, text: P.pageText(text) } : found;
  };
  // As much of the page as these elements stand in: all of what is near, of the rest only the way there.
  const mostNear = 80;
  const surroundings = (forced) => {
    const ways = new Set();
    const near = new Set();
    for (const el of forced) {
      let isNear = true;
      for (let at = el; at && !ways.has(at); at = P.parent(at)) {
        ways.add(at);
        if (isNear && P.all(at, '*').length <= mostNear) near.add(at);
        else isNear = false;
      }
    }
    return { ways, near };
  };
  P.scanOnly = (forced) => build(100000, 2000, forced, surroundings(forced));
  P.scanAround = (forced, { limit, ms }) => build(limit, ms, forced, surroundings(forced), true);
})();
