// Acting on an element: is it ready, where to press, did the press arrive, and the few controls that need no mouse.
(() => {
  const P = globalThis.__perceo;
  if (P.probe) return;

  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const name = (el) => {
    const id = P.attr(el, 'id');
    const kind = (P.attr(el, 'class') ?? '').trim().split(/\s+/)[0];
    const text = P.cut(P.text(el, 60), 40);
    return `<${P.tag(el)}${id ? `#${id}` : kind ? `.${kind}` : ''}>${text ? ` "${text}"` : ''}`;
  };
  const within = (inner, outer) => P.closestWhere(inner, (at) => at === outer) !== null;
  const labelOf = (el) => P.closestWhere(el, (at) => P.tag(at) === 'label');
  // A press on the label reaches its control, and a press on a control inside a label is one on the label.
  const reaches = (hit, el) => {
    if (within(hit, el)) return true;
    const label = labelOf(hit);
    return label !== null && (P.control(label) === el || label === el);
  };

  // Points worth trying: the middle of the visible part first, then four inner ones.
  const points = (el) => {
    const view = { w: innerWidth, h: innerHeight };
    const found = [];
    const rects = [...P.rects(el)];
    if (!rects.length) {
      const b = P.box(el);
      rects.push({ left: b.x, top: b.y, right: b.x + b.w, bottom: b.y + b.h });
    }
    for (const r of rects.slice(0, 4)) {
      const left = Math.max(0, r.left), right = Math.min(view.w, r.right);
      const top = Math.max(0, r.top), bottom = Math.min(view.h, r.bottom);
      if (right - left < 0.99 || bottom - top < 0.99) continue;
      for (const [u, v] of [[0.5, 0.5], [0.25, 0.25], [0.75, 0.75], [0.75, 0.25], [0.25, 0.75]]) {
        found.push({ x: left + (right - left) * u, y: top + (bottom - top) * v });
      }
    }
    return found;
  };
  const rectOf = (el) => {
    const r = P.rect(el);
    return `${r.left},${r.top},${r.width},${r.height}`;
  };
  const isAnimated = (el) =>
    document.getAnimations().some((animation) => {
      const target = animation.effect?.target;
      return target && animation.playState === 'running' && within(el, target);
    });

  // An element without a box of its own is as visible as what it holds.
  const visible = (el) =>
    P.visible(el) || (P.isConnected(el) && P.style(el).display === 'contents' && P.box(el).w > 0 && P.box(el).h > 0);

  const look = (el, need, tries) => {
    if (!P.isConnected(el)) return { problem: 'detached' };
    if (!visible(el)) return { problem: 'invisible' };
    if (P.inert(el)) return { problem: 'inert' };
    if (need !== 'hover' && need !== 'scroll' && !P.enabled(el)) return { problem: 'disabled' };
    if (need === 'edit') {
      if (!P.editable(el) && !/^(date|time|datetime-local|month|week|color|range)$/.test(P.inputType(el))) {
        return { problem: 'uneditable', by: name(el) };
      }
      if (P.attr(el, 'readonly') !== null) return { problem: 'readonly' };
    }
    let spots = points(el);
    if (!spots.length || tries) {
      const block = ['center', 'end', 'start'][tries % 3];
      el.scrollIntoView({ block, inline: 'center', behavior: 'instant' });
      spots = points(el);
    }
    if (!spots.length) return { problem: 'outside' };
    if (need === 'edit' || need === 'scroll') return spots[0];
    let cover = null;
    for (const spot of spots) {
      const hit = P.deepElementsFromPoint(spot.x, spot.y)[0];
      if (hit && reaches(hit, el)) return spot;
      cover ??= hit;
    }
    return { problem: 'covered', by: cover ? name(cover) : 'nothing' };
  };

  const guards = new Map();
  const kinds = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'dblclick', 'auxclick', 'contextmenu'];
  const arm = (el) => {
    const guard = { missed: null, decided: false, seen: new Set(), wake: null };
    guard.listen = (event) => {
      if (!event.isTrusted) return;
      guard.seen.add(event.type);
      if (!guard.decided) {
        guard.decided = true;
        const target = P.pressed(event);
        if (!(P.isElement(target) && reaches(target, el))) {
          guard.missed = P.isElement(target) ? name(target) : 'the page itself';
        }
      }
      if (guard.missed !== null) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
      guard.wake?.();
    };
    for (const kind of kinds) addEventListener(kind, guard.listen, { capture: true });
    const token = P.ref(el) * 1000 + (guards.size % 1000);
    guards.set(token, guard);
    return token;
  };

  P.disarm = (token) => {
    for (const kind of kinds) removeEventListener(kind, guards.get(token)?.listen, { capture: true });
    return guards.delete(token);
  };

  // Waits, frame by frame and at most `limit` ms, until the element can take the action; says what held it up.
  // What stands where it stood in an earlier frame, with no animation on it, is at rest at once; else two frames must agree.
  P.probe = async (number, { need, limit, guard }) => {
    const start = performance.now();
    const waits = [];
    let cause = null, since = start, tries = 0, before = null;
    const note = (next) => {
      const now = performance.now();
      if (cause && now - since >= 0.5) waits.push([cause, now - since]);
      cause = next;
      since = now;
    };
    for (;;) {
      const el = P.element(number);
      if (!el) return { problem: 'detached', waits };
      const found = look(el, need, tries);
      let wait = found.problem ? (found.by ? `${found.problem} by ${found.by}` : found.problem) : null;
      if (!found.problem) {
        const still = before === null ? P.stoodStill(el) && !isAnimated(el) : before === rectOf(el);
        if (still) {
          note(null);
          const token = guard ? arm(el) : 0;
          return { x: found.x, y: found.y, token, waits };
        }
        wait = 'moving';
      }
      if (found.problem === 'detached' || performance.now() - start > limit) {
        note(null);
        return { problem: found.problem ?? 'moving', by: found.by ?? null, waits };
      }
      if (cause !== wait) note(wait);
      before = found.problem ? null : rectOf(el);
      if (found.problem) tries++;
      await frame();
    }
  };

  // What became of the press: resolves when the last expected event came, or after `limit` ms without it.
  P.verdict = async (token, { last, limit }) => {
    const guard = guards.get(token);
    if (!guard) return { hit: false, missed: 'another document' };
    await new Promise((done) => {
      const check = () => guard.seen.has(last) && done();
      guard.wake = check;
      check();
      setTimeout(done, limit);
    });
    P.disarm(token);
    return { hit: guard.decided && guard.missed === null, missed: guard.missed ?? (guard.decided ? null : 'nothing') };
  };

  // What lies over a frame at this point of the document it is in; empty when the frame's own element does.
  P.frameAt = (x, y, owner) => {
    const hit = P.deepElementsFromPoint(x, y)[0];
    return hit === owner ? '' : hit ? name(hit) : 'nothing';
  };
  P.frameSize = () => ({ w: innerWidth, h: innerHeight });
  // Into view through every document around it.
  P.bring = (number) => {
    P.element(number)?.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
    return true;
  };

  const isSetOnly = (el) => P.tag(el) === 'input' && /^(date|time|datetime-local|month|week|color|range)$/.test(P.inputType(el));
  const fire = (el, ...types) => {
    for (const type of types) el.dispatchEvent(new Event(type, { bubbles: true, composed: type === 'input' }));
  };

  // Focus and select all, so that what is typed next replaces what is there.
  P.focus = (number, select) => {
    const el = P.element(number);
    if (!el || !P.isConnected(el)) return { problem: 'detached' };
    el.focus({ preventScroll: true });
    if (isSetOnly(el)) return { kind: 'set' };
    if (select) {
      if (P.tag(el) === 'input' || P.tag(el) === 'textarea') el.select();
      else getSelection().selectAllChildren(el);
    }
    return { kind: 'type', multiline: P.tag(el) === 'textarea' || P.tag(el) !== 'input' };
  };
  // The value that a field's page has been told of; when the field is left, the browser would tell it again.
  const told = new WeakMap();
  addEventListener('change', (event) => {
    const el = event.composedPath()[0];
    if (!event.isTrusted || !told.has(el)) return;
    if (told.get(el) === el.value) event.stopImmediatePropagation();
    told.delete(el);
  }, { capture: true });
  P.filled = (number) => {
    const el = P.element(number);
    if (!el) return { problem: 'detached' };
    if (P.tag(el) === 'input' || P.tag(el) === 'textarea') {
      fire(el, 'change');
      told.set(el, el.value);
    }
    return { value: P.tag(el) === 'input' || P.tag(el) === 'textarea' ? el.value : P.text(el) };
  };
  P.setValue = (number, value) => {
    const el = P.element(number);
    if (!el) return { problem: 'detached' };
    el.value = value;
    fire(el, 'input', 'change');
    return { value: el.value };
  };

  const optionText = (option) => P.clean(option.label || option.text);
  P.choose = (number, wanted) => {
    const el = P.element(number);
    if (!el) return { problem: 'detached' };
    if (P.tag(el) !== 'select') return { problem: 'not a select' };
    const options = [...el.options];
    const fold = (text) => P.clean(text).toLowerCase();
    const picked = [];
    for (const want of wanted) {
      const fits = [
        options.filter((o) => optionText(o) === want), options.filter((o) => o.value === want),
        options.filter((o) => fold(optionText(o)) === fold(want)),
      ].find((list) => list.length);
      if (!fits || fits.length > 1) {
        return { problem: fits ? 'ambiguous' : 'missing', options: options.slice(0, 50).map(optionText) };
      }
      if (fits[0].disabled) return { problem: 'disabled', options: [optionText(fits[0])] };
      picked.push(fits[0]);
    }
    el.focus({ preventScroll: true });
    if (!el.multiple && picked.length !== 1) return { problem: 'single', options: [] };
    for (const option of options) option.selected = picked.includes(option);
    fire(el, 'input', 'change');
    return { value: picked.map(optionText).join(', ') };
  };

  // The file input a visible control stands for.
  P.fileInput = (number) => {
    const isFile = (el) => el && P.tag(el) === 'input' && P.inputType(el) === 'file';
    const el = P.element(number);
    if (!el) return null;
    if (isFile(el)) return el;
    const label = labelOf(el);
    if (label && isFile(P.control(label))) return P.control(label);
    const inside = P.all(el, 'input[type=file]');
    return inside.length === 1 ? inside[0] : null;
  };

  P.scrollBy = (dx, dy) => {
    scrollBy({ left: dx, top: dy, behavior: 'instant' });
    return { x: scrollX, y: scrollY };
  };
  P.scrollEnd = (bottom) => {
    scrollTo({ top: bottom ? document.documentElement.scrollHeight : 0, behavior: 'instant' });
    return { x: scrollX, y: scrollY };
  };
})();
