// Element table, flat-tree traversal, visibility and text helpers shared by the other in-page scripts.
// Every DOM read goes through a prototype accessor: a form with <input name="children"> shadows the plain property.
(() => {
  const P = (globalThis.__perceo ??= {});
  if (P.ref) return;

  const getter = (type, key) => {
    const get = Object.getOwnPropertyDescriptor(type.prototype, key).get;
    return (node) => get.call(node);
  };
  const method = (type, key) => {
    const call = type.prototype[key];
    return (node, a, b) => call.call(node, a, b);
  };

  // A big answer goes as text: as a value, the browser's inspector takes longer over it than we took to find it.
  P.asText = (name, ...given) => whole(JSON.stringify(P[name](...given)));
  // A text cut within a character ends in half of one, which is no JSON to anyone but script.
  const whole = (json) => (json.includes('\\ud') ? json.replace(/(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g, '$1\\ufffd') : json);

  P.getter = getter;
  P.tag = getter(Element, 'localName');
  // Closed roots are those that DevTools handed over: script has no way to them.
  const openRoot = getter(Element, 'shadowRoot');
  const closedRoots = new WeakMap();
  let hasClosed = false;
  P.shadow = (el) => openRoot(el) ?? (hasClosed ? closedRoots.get(el) ?? null : null);
  P.keepClosed = (root) => {
    closedRoots.set(root.host, root);
    hasClosed = true;
  };
  const openSlot = getter(Element, 'assignedSlot');
  P.slotOf = (el) => openSlot(el) ?? (hasClosed ? closedSlot(el) : null);
  const closedSlot = (el) => {
    const root = closedRoots.get(P.parentNode(el));
    return root ? [...P.all(root, 'slot')].find((slot) => assigned(slot).includes(el)) ?? null : null;
  };
  // What a mouse event is about: the listeners of a page see no further than the host of a closed root.
  P.pressed = (event) => {
    const target = event.composedPath()[0];
    if (!hasClosed || !P.isElement(target) || !closedRoots.has(target)) return target;
    return P.deepElementsFromPoint(event.clientX, event.clientY)[0] ?? target;
  };
  P.nextElement = getter(Element, 'nextElementSibling');
  P.previousElement = getter(Element, 'previousElementSibling');
  P.firstElement = getter(Element, 'firstElementChild');
  P.elementCount = getter(Element, 'childElementCount');
  P.nodeType = getter(Node, 'nodeType');
  P.firstChild = getter(Node, 'firstChild');
  P.nextSibling = getter(Node, 'nextSibling');
  P.previousSibling = getter(Node, 'previousSibling');
  P.parentNode = getter(Node, 'parentNode');
  P.isConnected = getter(Node, 'isConnected');
  P.textContent = getter(Node, 'textContent');
  P.rootOf = method(Node, 'getRootNode');
  P.contains = method(Node, 'contains');
  P.attr = method(Element, 'getAttribute');
  P.attrNames = method(Element, 'getAttributeNames');
  P.hasAttributes = method(Element, 'hasAttributes');
  P.matches = method(Element, 'matches');
  P.closest = method(Element, 'closest');
  P.rect = method(Element, 'getBoundingClientRect');
  P.rects = method(Element, 'getClientRects');
  P.checkVisibility = method(Element, 'checkVisibility');
  // Held: the window's own properties are slow to reach from an isolated world.
  const view = window;
  const { getComputedStyle } = view;
  P.style = (el) => getComputedStyle.call(view, el);
  // A document without any element, such as one of which nothing has come yet, has none.
  P.body = () => P.bodyOf(document) ?? P.rootElement(document);
  P.bodyOf = getter(Document, 'body');
  P.rootElement = getter(Document, 'documentElement');
  const allInDocument = method(Document, 'querySelectorAll');
  const allInFragment = method(DocumentFragment, 'querySelectorAll');
  const allInElement = method(Element, 'querySelectorAll');
  P.all = (root, css) =>
    root instanceof Element ? allInElement(root, css)
      : root instanceof Document ? allInDocument(root, css) : allInFragment(root, css);
  P.isElement = (node) => node != null && P.nodeType(node) === 1;

  // The table: a number stands for an element as long as the element is in the page. What left it is let go at the next
  // scan; should it come back, it has its number still.
  const numbers = new WeakMap();
  const elements = new Map();
  let last = 0;
  P.ref = (el) => {
    let number = numbers.get(el);
    if (number === undefined) numbers.set(el, (number = ++last));
    elements.set(number, el);
    return number;
  };
  P.element = (number) => elements.get(number) ?? null;
  P.numberOf = (el) => numbers.get(el) ?? 0;
  P.letGo = () => {
    for (const [number, el] of elements) if (!P.isConnected(el)) elements.delete(number);
  };

  // The flat tree: what is drawn, with slots filled and open shadow roots entered.
  const assigned = method(HTMLSlotElement, 'assignedNodes');
  P.eachChild = (el, body) => {
    const shadow = P.shadow(el);
    if (!shadow && P.tag(el) === 'slot' && el instanceof HTMLSlotElement) {
      const nodes = assigned(el, { flatten: true });
      if (nodes.length) {
        for (const node of nodes) body(node);
        return;
      }
    }
    for (let node = P.firstChild(shadow ?? el); node; node = P.nextSibling(node)) body(node);
  };
  P.parent = (el) => {
    const slot = P.slotOf(el);
    if (slot) return slot;
    const up = P.parentNode(el);
    return up instanceof ShadowRoot ? up.host : P.isElement(up) ? up : null;
  };
  P.closestWhere = (el, test) => {
    for (let at = el; at; at = P.parent(at)) if (test(at)) return at;
    return null;
  };
  P.roots = (from = document) => {
    const found = [from];
    for (let i = 0; i < found.length && i < 500; i++) {
      for (const el of P.all(found[i], '*')) {
        const shadow = P.shadow(el);
        if (shadow) found.push(shadow);
      }
    }
    return found;
  };
  // From the topmost drawn element down, each shadow host replaced by what it shows at that point.
  P.deepElementsFromPoint = (x, y) => {
    const out = [];
    const look = (root, depth) => {
      for (const el of root.elementsFromPoint(x, y)) {
        if (out.includes(el) || (root instanceof ShadowRoot && P.rootOf(el) !== root)) continue;
        const shadow = P.shadow(el);
        if (shadow && depth < 20) look(shadow, depth + 1);
        out.push(el);
      }
    };
    look(document, 0);
    return out;
  };

  // Where text stands: only a range can tell.
  const range = document.createRange();
  const rectsOfText = (node) => {
    range.selectNodeContents(node);
    return [...range.getClientRects()];
  };
  const overflows = (style) => style.overflowX === 'visible' && style.overflowY === 'visible';
  const hasNoBox = (style) => style.display === 'contents' || overflows(style);
  // The rectangles an element is drawn in; those of what it holds when it has none of its own (`display: contents`, or
  // no size and contents that stick out).
  P.drawn = (el) => {
    const own = [...P.rects(el)].filter((r) => r.width > 0 && r.height > 0);
    if (own.length) return own;
    const style = P.style(el);
    if (style.display === 'none' || !hasNoBox(style)) return own;
    P.eachChild(el, (node) => {
      if (P.isElement(node)) own.push(...(P.style(node).visibility === 'visible' ? P.drawn(node) : []));
      else if (P.nodeType(node) === 3 && style.visibility === 'visible') own.push(...rectsOfText(node));
    });
    return own;
  };
  const around = (rects) => {
    let left = Infinity, top = Infinity, right = -Infinity, bottom = -Infinity;
    for (const r of rects) {
      if (!(r.width > 0 && r.height > 0)) continue;
      left = Math.min(left, r.left);
      top = Math.min(top, r.top);
      right = Math.max(right, r.right);
      bottom = Math.max(bottom, r.bottom);
    }
    return right > left ? { x: left, y: top, width: right - left, height: bottom - top } : null;
  };
  // A half-pixel hairline still counts as one pixel: rounding must not make a drawn element invisible.
  const size = (n) => (n > 0 ? Math.max(1, Math.round(n)) : 0);
  // Points within a polygon: in the middle of its widest part at each of several heights, widest first.
  const pointsWithin = (corners, box) => {
    const found = [];
    for (let line = 1; line < 10; line++) {
      const y = box.y + (box.h * line) / 10;
      const crossed = [];
      corners.forEach(([x1, y1], at) => {
        const [x2, y2] = corners[(at + 1) % corners.length];
        if (y1 <= y !== y2 <= y) crossed.push(x1 + ((y - y1) / (y2 - y1)) * (x2 - x1));
      });
      crossed.sort((one, other) => one - other);
      for (let at = 0; at + 1 < crossed.length; at += 2) {
        found.push({ x: (crossed[at] + crossed[at + 1]) / 2, y, w: crossed[at + 1] - crossed[at] });
      }
    }
    return found.sort((one, other) => other.w - one.w);
  };
  // Where on its image an area lies, and points within, the best first; null for anything else.
  P.areaOf = (el) => {
    if (P.tag(el) !== 'area') return null;
    const map = P.closest(el, 'map');
    const called = map && P.attr(map, 'name');
    const image = called ? P.all(P.rootOf(el), `img[usemap="#${CSS.escape(called)}"]`)[0] : null;
    if (!image) return null;
    const r = P.rect(image);
    const shape = (P.attr(el, 'shape') ?? 'rect').toLowerCase();
    const at = ((P.attr(el, 'coords') ?? '').match(/-?\d+(\.\d+)?/g) ?? []).map(Number);
    const whole = { x: r.x, y: r.y, w: r.width, h: r.height };
    if (shape === 'default') return { image, points: [{ x: r.left + 2, y: r.top + 2 }], box: whole };
    if (shape.startsWith('circ')) {
      const [x, y, size] = at;
      const middle = { x: r.left + x, y: r.top + y };
      return { image, points: [middle], box: { x: middle.x - size, y: middle.y - size, w: 2 * size, h: 2 * size } };
    }
    const corners = [];
    for (let n = 0; n + 1 < at.length; n += 2) corners.push([r.left + at[n], r.top + at[n + 1]]);
    if (!corners.length) return { image, points: [], box: whole };
    const xs = corners.map(([x]) => x), ys = corners.map(([, y]) => y);
    const box = { x: Math.min(...xs), y: Math.min(...ys), w: Math.max(...xs) - Math.min(...xs), h: Math.max(...ys) - Math.min(...ys) };
    const points = shape.startsWith('poly') ? pointsWithin(corners, box) : [{ x: box.x + box.w / 2, y: box.y + box.h / 2 }];
    return { image, points, box };
  };
  P.box = (el) => {
    const area = P.areaOf(el);
    if (area) return { x: Math.round(area.box.x), y: Math.round(area.box.y), w: area.box.w, h: area.box.h };
    let r = P.rect(el);
    let { width, height } = r;
    if ((width === 0 || height === 0) && P.firstChild(P.shadow(el) ?? el)) {
      r = around(P.drawn(el)) ?? r;
      ({ width, height } = r);
    }
    return { x: Math.round(r.x), y: Math.round(r.y), w: size(width), h: size(height) };
  };
  // Where an element was first seen standing as it stands now, in time of frames: one frame is no evidence of rest.
  const stands = new WeakMap();
  P.stand = (el, b, now = document.timeline.currentTime) => {
    const known = stands.get(el);
    if (!known) {
      stands.set(el, { x: b.x, y: b.y, w: b.w, h: b.h, since: now });
      return now;
    }
    if (known.x === b.x && known.y === b.y && known.w === b.w && known.h === b.h) return known.since;
    known.x = b.x;
    known.y = b.y;
    known.w = b.w;
    known.h = b.h;
    return (known.since = now);
  };
  // Between frames time may be told ahead, almost to that of the next: looks less than half a frame apart (in ms) are looks
  // at the same thing.
  P.apart = 8;
  P.stoodStill = (el) => document.timeline.currentTime - P.stand(el, P.box(el)) >= P.apart;

  P.visible = (el) => {
    if (!P.isConnected(el)) return false;
    const area = P.areaOf(el);
    if (area) return P.visible(area.image);
    const style = P.style(el);
    if (style.visibility !== 'visible') return false;
    // What has no box is asked for through what is around it.
    const asked = style.display === 'contents' ? P.closestWhere(el, (at) => P.style(at).display !== 'contents') : el;
    if (!asked || !P.checkVisibility(asked)) return false;
    const b = P.box(el);
    return b.w > 0 && b.h > 0;
  };
  P.inert = (el) => P.closestWhere(el, (at) => P.attr(at, 'inert') !== null) !== null;
  P.enabled = (el) =>
    !P.matches(el, ':disabled') &&
    P.closestWhere(el, (at) => P.attr(at, 'aria-disabled') === 'true') === null;
  P.control = getter(HTMLLabelElement, 'control');

  const typeless = new Set(['text', '', null]);
  const untyped = new Set(['button', 'submit', 'reset', 'image', 'checkbox', 'radio', 'file', 'range', 'color', 'hidden']);
  P.inputType = (el) => {
    const type = (P.attr(el, 'type') ?? '').toLowerCase();
    return typeless.has(type) ? 'text' : type;
  };
  P.editable = (el) => {
    const tag = P.tag(el);
    if (tag === 'textarea') return true;
    if (tag === 'input') return !untyped.has(P.inputType(el));
    return P.tag(el) !== 'body' && el instanceof HTMLElement && isEditable(el);
  };
  const isEditable = getter(HTMLElement, 'isContentEditable');
  P.focused = () => {
    let at = document.activeElement;
    while (at && P.isElement(at) && P.shadow(at)?.activeElement) at = P.shadow(at).activeElement;
    return P.isElement(at) && at !== P.body() ? at : null;
  };

  const untidy = /[^\S ]|[\u200b-\u200d\u2060]|^ | $|  /;
  P.clean = (text) => (untidy.test(text) ? text.replace(/[\s\u00a0\u200b-\u200d\u2060\ufeff]+/g, ' ').trim() : text);
  P.cut = (text, limit) => (text.length > limit ? text.slice(0, limit - 1).trimEnd() + '…' : text);
  P.unseen = new Set([
    'script', 'style', 'template', 'noscript', 'head', 'meta', 'link', 'title', 'base', 'datalist', 'option', 'optgroup',
    'defs', 'symbol', 'clippath', 'mask', 'source', 'track', 'param',
  ]);
  // A list of which several rows are drawn, so that its options stand on the page.
  P.isListBox = (el) => P.tag(el) === 'select' && (el.multiple || el.size > 1);
  P.isUnseen = (el, tag = P.tag(el)) => {
    if (!P.unseen.has(tag)) return false;
    const list = tag === 'option' || tag === 'optgroup' ? P.closest(el, 'select') : null;
    return !list || !P.isListBox(list);
  };
  // What a person reads, much as innerText, but through open shadow roots; at most `limit` characters. With `boxed`, what
  // stands in a box of its own within a line, such as a button, is a word of its own too.
  P.text = (el, limit = 4000, boxed = false) => {
    const out = [];
    let length = 0;
    const add = (part) => {
      out.push(part);
      length += part.length;
    };
    const visit = (node, shown, depth) => {
      if (length > limit || depth > 800) return;
      const type = P.nodeType(node);
      if (type === 3) {
        if (shown) add(node.data);
        return;
      }
      if (type !== 1) return;
      const tag = P.tag(node);
      if (P.isUnseen(node, tag) && node !== el) return;
      const style = P.style(node);
      if (style.display === 'none' || style.contentVisibility === 'hidden') return;
      if (tag === 'br') return add(' ');
      const seen = style.visibility === 'visible';
      if (tag === 'input' && seen && /^(submit|button|reset)$/.test(P.inputType(node))) return add(` ${node.value} `);
      const shut = tag === 'details' && P.attr(node, 'open') === null;
      const block = (boxed ? style.display !== 'inline' : !style.display.startsWith('inline')) && style.display !== 'contents';
      if (block) add(' ');
      P.eachChild(node, (child) => {
        if (shut && !(P.isElement(child) && P.tag(child) === 'summary')) return;
        visit(child, seen, depth + 1);
      });
      if (block) add(' ');
    };
    visit(el, P.style(el).visibility === 'visible', 0);
    return P.cut(P.clean(out.join('')), limit);
  };
})();
