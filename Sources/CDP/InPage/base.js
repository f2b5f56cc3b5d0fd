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
  P.matches = method(Element, 'matches');
  P.closest = method(Element, 'closest');
  P.rect = method(Element, 'getBoundingClientRect');
  P.rects = method(Element, 'getClientRects');
  P.checkVisibility = method(Element, 'checkVisibility');
  P.style = (el) => getComputedStyle(el);
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

  // The table: a number stands for an element as long as the element lives.
  const numbers = new WeakMap();
  const elements = new Map();
  const forget = new FinalizationRegistry((number) => elements.delete(number));
  let last = 0;
  P.ref = (el) => {
    let number = numbers.get(el);
    if (number === undefined) {
      number = ++last;
      numbers.set(el, number);
      elements.set(number, new WeakRef(el));
      forget.register(el, number);
    }
    return number;
  };
  P.element = (number) => elements.get(number)?.deref() ?? null;

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

  P.box = (el) => {
    let r = P.rect(el);
    if (!r.width && !r.height && P.style(el).display === 'contents') {
      let left = Infinity, top = Infinity, right = -Infinity, bottom = -Infinity;
      P.eachChild(el, (child) => {
        if (!P.isElement(child)) return;
        const b = P.box(child);
        if (!b.w || !b.h) return;
        left = Math.min(left, b.x);
        top = Math.min(top, b.y);
        right = Math.max(right, b.x + b.w);
        bottom = Math.max(bottom, b.y + b.h);
      });
      if (right > left) r = { x: left, y: top, width: right - left, height: bottom - top };
    }
    // A half-pixel hairline still counts as one pixel: rounding must not make a drawn element invisible.
    const size = (n) => (n > 0 ? Math.max(1, Math.round(n)) : 0);
    return { x: Math.round(r.x), y: Math.round(r.y), w: size(r.width), h: size(r.height) };
  };
  // Where an element was first seen standing as it stands now, in time of frames: one frame is no evidence of rest.
  const stands = new WeakMap();
  P.stand = (el, b) => {
    const place = `${b.x},${b.y},${b.w},${b.h}`;
    const known = stands.get(el);
    if (known?.place === place) return known.since;
    stands.set(el, { place, since: document.timeline.currentTime });
    return document.timeline.currentTime;
  };
  P.stoodStill = (el) => P.stand(el, P.box(el)) < document.timeline.currentTime;

  P.visible = (el) => {
    if (!P.isConnected(el) || !P.checkVisibility(el)) return false;
    if (P.style(el).visibility !== 'visible') return false;
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

  P.clean = (text) => text.replace(/[\s\u00a0\u200b-\u200d\u2060\ufeff]+/g, ' ').trim();
  P.cut = (text, limit) => (text.length > limit ? text.slice(0, limit - 1).trimEnd() + '…' : text);
  P.unseen = new Set([
    'script', 'style', 'template', 'noscript', 'head', 'meta', 'link', 'title', 'base', 'datalist', 'option', 'optgroup',
    'defs', 'symbol', 'clippath', 'mask', 'source', 'track', 'param',
  ]);
  // What a person reads, much as innerText, but through open shadow roots; at most `limit` characters.
  P.text = (el, limit = 4000) => {
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
      if (P.unseen.has(tag) && node !== el) return;
      const style = P.style(node);
      if (style.display === 'none' || style.contentVisibility === 'hidden') return;
      if (tag === 'br') return add(' ');
      const seen = style.visibility === 'visible';
      if (tag === 'input' && seen && /^(submit|button|reset)$/.test(P.inputType(node))) return add(` ${node.value} `);
      const shut = tag === 'details' && P.attr(node, 'open') === null;
      const block = !style.display.startsWith('inline') && style.display !== 'contents';
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
