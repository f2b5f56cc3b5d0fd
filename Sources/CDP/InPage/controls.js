// The controls that take more than a press: fields, lists, files, and what scrolls.
(() => {
  const P = globalThis.__perceo;
  if (P.setValue) return;

  const isSetOnly = (el) => P.tag(el) === 'input' && /^(date|time|datetime-local|month|week|color|range)$/.test(P.inputType(el));
  const fire = (el, ...types) => {
    for (const type of types) el.dispatchEvent(new Event(type, { bubbles: true, composed: type === 'input' }));
  };

  // Whether text has arrived since the focus was set.
  const typed = { isThere: false, wake: null };
  addEventListener('input', (event) => {
    if (!event.isTrusted) return;
    typed.isThere = true;
    typed.wake?.();
  }, { capture: true });
  // Sets the focus; with `select`, what is typed next replaces what is there.
  P.focus = (number, select) => {
    const el = P.element(number);
    if (!el || !P.isConnected(el)) return { problem: 'detached' };
    el.focus({ preventScroll: true });
    typed.isThere = false;
    if (isSetOnly(el)) return { kind: 'set' };
    if (select) {
      if (P.tag(el) === 'input' || P.tag(el) === 'textarea') el.select();
      else getSelection().selectAllChildren(el);
    }
    return { kind: 'type', multiline: P.tag(el) !== 'input', room: el.maxLength > 0 ? el.maxLength : null };
  };
  // The value that a field's page has been told of; when the field is left, the browser would tell it again.
  const told = new WeakMap();
  addEventListener('change', (event) => {
    const el = event.composedPath()[0];
    if (!event.isTrusted || !told.has(el)) return;
    if (told.get(el) === el.value) event.stopImmediatePropagation();
    told.delete(el);
  }, { capture: true });
  // What the field holds; with `limit`, once text has come, at most so long after: text and questions reach the page on
  // different ways, while keys are answered for only when the page has heard them.
  P.filled = async (number, limit = 0) => {
    if (limit) {
      await new Promise((done) => {
        // Not before the page's own listeners have heard it.
        typed.wake = () => typed.isThere && setTimeout(done);
        typed.wake();
        setTimeout(done, limit);
      });
    }
    typed.wake = null;
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
      if (P.matches(fits[0], ':disabled')) return { problem: 'disabled', options: [optionText(fits[0])] };
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
    const label = P.closestWhere(el, (at) => P.tag(at) === 'label');
    if (label && isFile(P.control(label))) return P.control(label);
    const inside = P.all(el, 'input[type=file]');
    return inside.length === 1 ? inside[0] : null;
  };
  P.takesSeveral = (number) => {
    const input = P.fileInput(number);
    return !input || input.multiple || P.attr(input, 'webkitdirectory') !== null;
  };

  // Files that are dropped come from an input that is never in the page.
  let hand = null;
  P.filesInHand = () => {
    hand = document.createElement('input');
    hand.type = 'file';
    hand.multiple = true;
    return hand;
  };
  const drag = (el, type, data, point) => {
    const event = new DragEvent(type, {
      bubbles: true, cancelable: true, composed: true, dataTransfer: data, clientX: point.x, clientY: point.y,
    });
    el.dispatchEvent(event);
    return event.defaultPrevented;
  };
  const enter = (el, point, files) => {
    const data = new DataTransfer();
    for (const file of files) data.items.add(file);
    data.effectAllowed = 'all';
    drag(el, 'dragenter', data, point);
    return { data, isTaken: drag(el, 'dragover', data, point) };
  };
  // Where on an element something is dropped: on what lies there, as a mouse would do it.
  const dropPlace = (number) => {
    const el = P.element(number);
    if (!el || !P.isConnected(el)) return null;
    const b = P.box(el);
    const point = { x: b.x + b.w / 2, y: b.y + b.h / 2 };
    const hit = P.deepElementsFromPoint(point.x, point.y)[0];
    return { el: hit && P.closestWhere(hit, (at) => at === el) ? hit : el, point };
  };
  // Whether files dragged over the element would be taken; what is made to be pressed is pressed first.
  P.takesDrop = (number) => {
    const place = dropPlace(number);
    if (!place) return { takes: false, isPress: false };
    const { data, isTaken } = enter(place.el, place.point, [new File([''], 'file')]);
    drag(place.el, 'dragleave', data, place.point);
    return { takes: isTaken, isPress: P.matches(P.element(number), 'a,button,label,summary,input,[role=button],[role=link]') };
  };
  P.drop = (number) => {
    const place = dropPlace(number);
    if (!place || !hand) return false;
    const { data, isTaken } = enter(place.el, place.point, hand.files);
    if (isTaken) drag(place.el, 'drop', data, place.point);
    hand = null;
    return isTaken;
  };

  // What scrolls under a point: the nearest box around it that can, else the page.
  const scroller = (x, y) =>
    P.closestWhere(P.deepElementsFromPoint(x, y)[0] ?? null, (at) => {
      if (at === P.body() || at === P.rootElement(document)) return false;
      return /auto|scroll/.test(P.style(at).overflowY) && at.scrollHeight > at.clientHeight;
    }) ?? document.scrollingElement ?? P.rootElement(document);
  P.scrollEnd = (bottom) => {
    const box = scroller(innerWidth / 2, innerHeight / 2);
    box.scrollTo({ top: bottom ? box.scrollHeight : 0, behavior: 'instant' });
    return { x: box.scrollLeft, y: box.scrollTop };
  };
  // Listens for a turn of the wheel; once it came, P.wheelDone waits until nothing scrolls any more.
  let wheel = null;
  P.awaitWheel = () => {
    wheel = { turned: null, scrolls: 0 };
    const mine = wheel;
    const count = () => { mine.scrolls++; };
    mine.turned = new Promise((done) => {
      addEventListener('wheel', () => done(), { capture: true, once: true, passive: true });
      setTimeout(done, 500);
    });
    addEventListener('scroll', count, { capture: true, passive: true });
    mine.end = () => removeEventListener('scroll', count, { capture: true });
    return { x: innerWidth / 2, y: innerHeight / 2 };
  };
  P.wheelDone = async (limit) => {
    const mine = wheel;
    if (!mine) return 0;
    await mine.turned;
    const end = performance.now() + limit;
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    await frame();
    for (let before = -1; before !== mine.scrolls && performance.now() < end; ) {
      before = mine.scrolls;
      await frame();
    }
    mine.end();
    return mine.scrolls;
  };
})();
