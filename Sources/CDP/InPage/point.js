// What stands at a point: for input that was aimed at a picture of the page instead of at an element.
(() => {
  const P = globalThis.__perceo;
  if (P.standing) return;

  const drawn = { opacityProperty: true, visibilityProperty: true };
  const most = 20000;
  // As far as a thing may have moved and still be what was aimed at.
  const near = 8;
  let seen = null;
  let isWhole = false;

  // Keeps where everything is drawn, for a picture that is taken now.
  P.rememberPlaces = () => {
    seen = new WeakMap();
    let count = 0;
    for (const root of P.roots()) {
      for (const el of P.all(root, '*')) {
        if (++count > most) return (isWhole = false);
        if (P.checkVisibility(el, drawn)) seen.set(el, P.rect(el));
      }
    }
    return (isWhole = true);
  };

  const change = (el, x, y) => {
    if (!seen) return 'document';
    const was = seen.get(el);
    if (!was) return isWhole ? 'new' : null;
    const now = P.rect(el);
    const stayed = Math.abs(now.x - was.x) <= near && Math.abs(now.y - was.y) <= near;
    const covered = x >= was.left - near && x <= was.right + near && y >= was.top - near && y <= was.bottom + near;
    return stayed && covered ? null : 'moved';
  };

  // The topmost element at a point, those around it that have numbers, and whether it stood there in the picture.
  P.standing = (x, y) => {
    const hit = P.deepElementsFromPoint(x, y)[0];
    const touch = navigator.maxTouchPoints > 0;
    if (!hit) return { name: 'nothing', chain: [], change: null, touch };
    const chain = [];
    P.closestWhere(hit, (at) => {
      const number = P.numberOf(at);
      if (number) chain.push(number);
      return false;
    });
    return { name: P.called(hit), chain, change: change(hit, x, y), touch };
  };
})();
