// Questions about single elements and about the page as a whole; selectors and the text a person can see.
(() => {
  const P = globalThis.__perceo;
  if (P.query) return;

  const limitOfMatches = 1000;
  const visit = (el, body) => {
    if (P.isUnseen(el)) return;
    body(el);
    P.eachChild(el, (node) => P.isElement(node) && visit(node, body));
  };
  const every = () => {
    const out = [];
    const body = P.body();
    if (body) visit(body, (el) => out.push(el));
    return out;
  };
  const fold = (text) => P.clean(text).toLowerCase();
  const unquote = (text) => {
    const quoted = /^\s*(["'“‘])(.*)(["'”’])\s*$/s.exec(text);
    return quoted ? [quoted[2], true] : [text.trim(), false];
  };
  // Exact beats part: partial matches count only when nothing is called exactly that.
  const named = (pairs, text) => {
    const [wanted, quoted] = unquote(text);
    const key = fold(wanted);
    const exact = pairs.filter(([, name]) => fold(name) === key);
    if (exact.length || quoted) return exact.map(([el]) => el);
    return pairs.filter(([, name]) => fold(name).includes(key)).map(([el]) => el);
  };

  const css = (expression) => {
    // Playwright's text pseudo-classes are accepted because people and models write them.
    const pseudo = /:(?:has-text|text|contains)\(\s*(["'])(.*?)\1\s*\)|:visible/.exec(expression);
    const head = pseudo ? expression.slice(0, pseudo.index) || '*' : expression;
    let found = P.roots().flatMap((root) => [...P.all(root, /[>+~\s]$/.test(head) ? head + '*' : head)]);
    if (!pseudo) return found;
    found = found.filter((el) => (pseudo[2] === undefined ? P.visible(el) : fold(P.text(el)).includes(fold(pseudo[2]))));
    const rest = expression.slice(pseudo.index + pseudo[0].length).trim();
    if (!rest) return found;
    if (/^[:.[#]/.test(rest)) return found.filter((el) => P.matches(el, '*' + rest));
    return found.flatMap((el) => [...P.all(el, ':scope ' + rest)]);
  };
  const xpath = (expression) => {
    const result = document.evaluate(expression, document, null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE, null);
    const out = [];
    for (let i = 0; i < Math.min(result.snapshotLength, limitOfMatches); i++) {
      if (P.isElement(result.snapshotItem(i))) out.push(result.snapshotItem(i));
    }
    return out;
  };
  const text = (expression) => {
    const [wanted, quoted] = unquote(expression);
    const key = fold(wanted);
    const out = [];
    const look = (el) => {
      const own = fold(P.text(el, 100000));
      if (!own.includes(key)) return false;
      let inner = false;
      P.eachChild(el, (node) => {
        if (P.isElement(node) && !P.isUnseen(node) && look(node)) inner = true;
      });
      if (!inner && (!quoted || own === key)) out.push(el);
      return inner || !quoted || own === key;
    };
    const body = P.body();
    if (body) look(body);
    return out;
  };
  const role = (expression) => {
    const parts = /^\s*([\w-]+)\s*(?:\[\s*name\s*=\s*(.*?)\s*\]|[:\s]\s*(.*))?\s*$/s.exec(expression);
    if (!parts) throw new SyntaxError('expected role=<role>[name="…"]');
    const wanted = parts[1].toLowerCase();
    const found = every().filter((el) => P.role(el) === wanted && P.visible(el));
    const name = parts[2] ?? parts[3];
    if (!name?.trim()) return found;
    const [plain] = unquote(name);
    return named(found.map((el) => [el, P.name(el)[0]]), plain);
  };
  const controls = 'input,select,textarea,button,output,meter,progress,[aria-label],[aria-labelledby],[contenteditable]';
  const label = (expression) =>
    named(every().filter((el) => P.matches(el, controls)).flatMap((el) => {
      const [name, source] = P.name(el);
      return source === 'a' || source === 'l' ? [[el, name]] : [];
    }), expression);
  const placeholder = (expression) =>
    named(every().filter((el) => P.attr(el, 'placeholder')).map((el) => [el, P.attr(el, 'placeholder')]), expression);
  const testid = (expression) => {
    const [wanted] = unquote(expression);
    for (const key of P.testIds) {
      const found = P.roots().flatMap((root) => [...P.all(root, `[${key}="${CSS.escape(wanted)}"]`)]);
      if (found.length) return found;
    }
    return [];
  };

  const kinds = { css, xpath, text, role, label, placeholder, testid };
  // {refs, truncated} in document order, or {error} when the expression does not parse.
  P.query = (kind, expression) => {
    try {
      const found = [...new Set(kinds[kind](expression))];
      return { refs: found.slice(0, limitOfMatches).map(P.ref), truncated: found.length > limitOfMatches };
    } catch (error) {
      return { error: String(error.message ?? error).slice(0, 200) };
    }
  };

  // The records scan() would give for these elements, dead ones left out.
  P.describe = (refs) => {
    const wanted = new Set(refs.map(P.element).filter((el) => el && P.isConnected(el)));
    return P.scanOnly(wanted);
  };

  // What a selector finds with the part of the page around it: {refs} and what scan() gives; without elements when there
  // are none, or so many that the whole page is better looked at.
  P.scanFor = (kind, expression, options) => {
    const found = P.query(kind, expression);
    if (found.error || !found.refs.length || found.refs.length > 20) return found;
    return { ...P.scanAround(new Set(found.refs.map(P.element)), options), refs: found.refs };
  };

  const checkedOf = (el) => {
    if (P.tag(el) === 'input' && /^(checkbox|radio)$/.test(P.inputType(el))) return el.indeterminate ? 'mixed' : el.checked;
    const aria = P.attr(el, 'aria-checked') ?? P.attr(el, 'aria-pressed');
    return aria === 'mixed' ? 'mixed' : aria === null ? null : aria === 'true';
  };
  P.read = (ref) => {
    const el = P.element(ref);
    if (!el || !P.isConnected(el)) return { connected: false };
    const tag = P.tag(el);
    const control = tag === 'label' ? P.control(el) ?? el : el;
    const field = P.matches(control, 'input,textarea,select');
    const value = field ? control.value : P.editable(el) ? P.textContent(el) : P.attr(el, 'aria-valuetext') ?? P.attr(el, 'aria-valuenow');
    return {
      connected: true, visible: P.visible(el), enabled: P.enabled(control) && !P.inert(el),
      editable: P.editable(control) && P.enabled(control) && !control.readOnly && P.attr(control, 'aria-readonly') !== 'true',
      checked: checkedOf(control), value: value ?? null,
      selectedText: P.tag(control) === 'select' ? P.clean([...control.selectedOptions].map((one) => one.label).join(', ')) : null,
      text: P.text(el, 4000), boxedText: P.text(el, 4000, true), focused: P.focused() === control, box: P.box(el),
    };
  };

  // Of a closed list a person sees what is chosen; innerText has all its options, one after the other.
  const withoutOptions = (text) => {
    let at = 0;
    for (const list of P.all(document, 'select')) {
      if (P.isListBox(list) || !P.rects(list).length) continue;
      const options = list.innerText;
      const place = options ? text.indexOf(options, at) : -1;
      if (place < 0) continue;
      const chosen = list.selectedOptions[0]?.label ?? '';
      text = text.slice(0, place) + chosen + text.slice(place + options.length);
      at = place + chosen.length;
    }
    return text;
  };
  const wholeText = () => {
    const body = P.body();
    if (!body) return '';
    if (P.roots().length > 1) return P.text(body, 2000000);
    return P.clean(withoutOptions(body.innerText ?? ''));
  };
  P.pageText = (limit = 20000) => P.cut(wholeText(), limit);
  P.containsText = (wanted) => fold(wholeText()).includes(fold(wanted));
  P.dom = () => ({
    nodes: document.getElementsByTagName('*').length,
    textLength: P.rootElement(document) ? P.textContent(P.rootElement(document)).length : 0,
  });
})();
