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
  P.called = name;
  const within = (inner, outer) => P.closestWhere(inner, (at) => at === outer) !== null;
  const labelOf = (el) => P.closestWhere(el, (at) => P.tag(at) === 'label');
  // A press on the label reaches its control, and a press on a control inside a label is one on the label.
  const reaches = (hit, el) => {
    if (within(hit, el) || P.areaOf(el)?.image === hit) return true;
    // Text without a box of its own is drawn by what is around it.
    if (P.style(el).display === 'contents' && hit === P.closestWhere(el, (at) => P.style(at).display !== 'contents')) return true;
    const label = labelOf(hit);
    return label !== null && (P.control(label) === el || label === el);
  };

  // What takes presses for itself, within something larger that does too.
  const takers = 'a[href],button,input,select,textarea,summary,[role=button],[role=link],[role=checkbox],[role=radio],[role=switch],[role=tab],[role=menuitem]';
  const isItsOwn = (hit, el) =>
    P.tag(el) === 'label' || !within(hit, el) || P.closestWhere(hit, (at) => at === el || P.matches(at, takers)) === el;

  // Points worth trying: the middle of the visible part first, then four inner ones.
  const points = (el) => {
    const area = P.areaOf(el);
    if (area) return area.points.filter((p) => p.x >= 0 && p.y >= 0 && p.x < innerWidth && p.y < innerHeight);
    const view = { w: innerWidth, h: innerHeight };
    const found = [];
    for (const r of P.drawn(el).slice(0, 4)) {
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
    const b = P.areaOf(el)?.box ?? around(P.drawn(el));
    return `${b.x},${b.y},${b.w},${b.h}`;
  };
  const around = (rects) => {
    const r = rects[0] ?? { left: 0, top: 0, width: 0, height: 0 };
    return { x: r.left, y: r.top, w: r.width, h: r.height };
  };
  // Animations of these alone leave an element where it is.
  const unmoving = /^(color|.*Color|opacity|boxShadow|textShadow|filter|backdropFilter|fill|stroke|visibility|outline.*|background.*|borderRadius|textDecoration.*|cursor|offset|computedOffset|easing|composite)$/;
  const moves = (animation) => {
    try {
      return animation.effect.getKeyframes().some((step) => Object.keys(step).some((key) => !unmoving.test(key)));
    } catch {
      return true;
    }
  };
  // What running animations do to where an element is: nothing, move it until they end, or move it for ever.
  const motion = (el) => {
    let found = 'none';
    for (const animation of document.getAnimations()) {
      const target = animation.effect?.target;
      if (!target || animation.playState !== 'running' || !within(el, target) || !moves(animation)) continue;
      if (animation.effect.getComputedTiming().endTime - (animation.currentTime ?? 0) < 5000) return 'ending';
      found = 'endless';
    }
    return found;
  };

  // Why nothing of an element is drawn.
  const whyInvisible = (el) => {
    if (/^opt(ion|group)$/.test(P.tag(el))) return 'an option of a closed list, which takes a select action';
    const gone = P.closestWhere(el, (at) => P.style(at).display === 'none');
    if (gone) return gone === el ? 'display: none' : `display: none of ${name(gone)}`;
    const shut = P.closestWhere(el, (at) => P.tag(at) === 'details' && P.attr(at, 'open') === null);
    if (shut && shut !== el && !P.checkVisibility(el)) return `inside the closed ${name(shut)}`;
    if (P.style(el).visibility !== 'visible') return `visibility: ${P.style(el).visibility}`;
    return P.checkVisibility(el) ? 'it has no size' : 'content-visibility: hidden';
  };
  // The element whose edges leave nothing of `el` to be seen.
  const clipper = (el) => {
    const b = P.box(el);
    return P.closestWhere(el, (at) => {
      const style = P.style(at);
      if (style.clipPath !== 'none') return true;
      if (at === el || (style.overflowX === 'visible' && style.overflowY === 'visible') || style.display === 'contents') return false;
      const r = P.rect(at);
      return b.x + b.w <= r.left || b.y + b.h <= r.top || b.x >= r.right || b.y >= r.bottom;
    });
  };
  const blocked = (el, cover) => {
    if (P.style(el).pointerEvents === 'none') return { problem: 'passive', by: cover ? name(cover) : null };
    const clip = !cover || within(el, cover) ? clipper(el) : null;
    if (clip) return { problem: 'clipped', by: name(clip) };
    return { problem: 'covered', by: cover ? name(cover) : 'nothing' };
  };
  const aim = (el, { need, at }) => {
    const b = at && P.box(el);
    const spots = at ? [{ x: b.x + at[0], y: b.y + at[1] }] : points(el);
    if (!spots.length) return { problem: 'outside' };
    if (need === 'edit' || need === 'scroll') return spots[0];
    let second = null, cover = null;
    for (const spot of spots) {
      const hit = P.deepElementsFromPoint(spot.x, spot.y)[0];
      if (!hit || !reaches(hit, el)) cover ??= hit;
      else if (need !== 'click' || isItsOwn(hit, el)) return spot;
      else second ??= spot;
    }
    return second ?? blocked(el, cover);
  };
  // What can be scrolled to in place of an element without a box.
  const boxed = (el) => {
    const image = P.areaOf(el)?.image;
    if (image) return image;
    if (P.rects(el).length) return el;
    let found = null;
    P.eachChild(el, (node) => { if (!found && P.isElement(node) && P.visible(node)) found = boxed(node); });
    return found ?? el;
  };

  const look = (el, options, tries) => {
    const { need } = options;
    if (!P.isConnected(el)) return { problem: 'detached' };
    if (!P.visible(el)) return { problem: 'invisible', why: whyInvisible(el) };
    if (P.inert(el)) return { problem: 'inert' };
    if (need !== 'hover' && need !== 'scroll' && !P.enabled(el)) return { problem: 'disabled' };
    if (need === 'edit') {
      if (!P.editable(el) && !/^(date|time|datetime-local|month|week|color|range)$/.test(P.inputType(el))) {
        return { problem: 'uneditable', by: name(el) };
      }
      if (P.attr(el, 'readonly') !== null || P.attr(el, 'aria-readonly') === 'true') return { problem: 'readonly' };
    }
    const found = tries ? null : aim(el, options);
    if (found && !found.problem) return found;
    // Out of view, or under something that stays where it is when the page scrolls.
    const block = ['center', 'end', 'start'][tries % 3];
    boxed(el).scrollIntoView({ block, inline: 'center', behavior: 'instant' });
    return aim(el, options);
  };

  const guards = new Map();
  const kinds = [
    'pointerdown', 'touchstart', 'mousedown', 'pointerup', 'touchend', 'mouseup', 'click', 'dblclick', 'auxclick', 'contextmenu',
  ];
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
    for (const kind of kinds) addEventListener(kind, guard.listen, { capture: true, passive: false });
    const token = P.ref(el) * 1000 + (guards.size % 1000);
    guards.set(token, guard);
    return token;
  };

  P.disarm = (token) => {
    for (const kind of kinds) removeEventListener(kind, guards.get(token)?.listen, { capture: true });
    return guards.delete(token);
  };

  // Waits, frame by frame and at most `limit` ms, until the element can take the action; says what held it up.
  // In a document at rest, or where it stood in an earlier frame, with no animation that moves it, an element is at rest at
  // once; else two frames must agree. `focus`: what to do about the focus then (see P.focus).
  P.probe = async (number, options) => {
    const start = performance.now();
    const waits = [];
    let cause = null, since = start, tries = 0, before = null, then = 0;
    const note = (next) => {
      const now = performance.now();
      if (cause && now - since >= 0.5) waits.push([cause, now - since]);
      cause = next;
      since = now;
    };
    for (;;) {
      const el = P.element(number);
      if (!el) return { problem: 'detached', waits };
      const moved = motion(el);
      const still = moved !== 'ending' &&
        (before === null ? moved === 'none' && (P.isAtRest() || P.stoodStill(el)) : before === rectOf(el));
      const now = document.timeline.currentTime;
      const found = look(el, options, tries);
      let wait = found.problem ? (found.by ? `${found.problem} by ${found.by}` : found.problem) : null;
      if (!found.problem) {
        if (still && (before === null || now - then >= P.apart)) {
          note(null);
          const token = options.guard ? arm(el) : 0;
          const focus = options.focus ? P.focus(number, options.focus === 'all') : {};
          return { x: found.x, y: found.y, token, waits, touch: navigator.maxTouchPoints > 0, ...focus };
        }
        wait = 'moving';
      }
      if (found.problem === 'detached' || performance.now() - start > options.limit) {
        note(null);
        return { problem: found.problem ?? 'moving', by: found.by ?? found.why ?? null, waits };
      }
      if (cause !== wait) note(wait);
      if (before === null || found.problem || now - then >= P.apart) {
        before = found.problem ? null : rectOf(el);
        then = now;
      }
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
    // The end of a press alone, whose beginning went elsewhere, is none.
    const began = guard.seen.has('pointerdown') || guard.seen.has('mousedown');
    return { hit: began && guard.missed === null, missed: guard.missed ?? (began ? null : 'nothing') };
  };

  P.hasPointer = () => P.all(document, ':hover').length > 0;
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
})();
