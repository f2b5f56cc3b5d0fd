// Which elements may have a closed shadow root. Script can't tell, so DevTools is asked about those that look like it: each
// once, and the elements of one tag only until enough of them had none.
(() => {
  const P = globalThis.__perceo;
  if (P.suspect) return;

  const plainHosts = new Set([
    'article', 'aside', 'blockquote', 'div', 'footer', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'main', 'nav', 'p',
    'section', 'span',
  ]);
  const styleMap = (el) => Element.prototype.computedStyleMap.call(el);
  const mostAtOnce = 60;
  const enough = 6;
  let list = [];
  const asked = new WeakMap();
  const without = new Map();

  const ask = (el, what, size = '') => {
    const stamp = what + size;
    if (list.length >= mostAtOnce || asked.get(el) === stamp || P.shadow(el)) return;
    const kind = `${P.tag(el)} ${what}`;
    const count = without.get(kind) ?? 0;
    if (count >= enough) return;
    without.set(kind, count + 1);
    asked.set(el, stamp);
    list.push(el);
  };
  // Empty and yet of a size that nothing in its own style gives it.
  const isFilled = (el, style) => {
    const box = P.rect(el);
    if (!box.width || !box.height) return false;
    if (style.display === 'inline') return true;
    const map = styleMap(el);
    const is = (key, ...values) => values.includes(String(map.get(key)));
    if (!is('height', 'auto') || !is('min-height', 'auto', '0px')) return false;
    const frame = ['paddingTop', 'paddingBottom', 'borderTopWidth', 'borderBottomWidth'];
    return box.height - frame.reduce((sum, key) => sum + (parseFloat(style[key]) || 0), 0) > 0.5;
  };

  // Called for every element that is listed, with what is known of it already.
  P.suspect = (el, tag, style) => {
    if (style.display === '') {
      // A child that is not drawn at all, though nobody hid it: its parent shows something else.
      const host = P.parentNode(el);
      if (P.isElement(host)) ask(host, 'undrawn');
    } else if (tag.includes('-')) {
      const isEmpty = P.firstChild(el) === null;
      // One without elements of its own may get a root later, which then changes its size.
      const size = P.elementCount(el) ? '' : `${P.rect(el).width},${P.rect(el).height}`;
      ask(el, `${P.matches(el, ':defined')}${isEmpty ? ' empty' : ''}`, size);
    } else if (plainHosts.has(tag) && P.firstChild(el) === null && asked.get(el) !== 'filled' && isFilled(el, style)) {
      ask(el, 'filled');
    }
  };
  P.suspectCount = () => list.length;
  P.suspects = () => {
    const found = list;
    list = [];
    return found;
  };
  // Whether the root was not known before.
  P.adopt = (root) => {
    if (P.shadow(root.host)) return false;
    const tag = P.tag(root.host);
    for (const kind of without.keys()) if (kind.startsWith(`${tag} `)) without.set(kind, -1000);
    P.keepClosed(root);
    return true;
  };
})();
