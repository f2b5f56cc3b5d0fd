// Is the page done reacting? Each wait ends with what it waited for, or says what it gave up on.
(() => {
  const P = globalThis.__perceo;
  if (P.settle) return;

  const frame = () => new Promise((done) => requestAnimationFrame(done));
  // Endless animations (spinners, marquees) never finish and hold nobody up, nor do those that a person would not wait for.
  const longest = 1000;
  const finite = () =>
    document.getAnimations().find((animation) => {
      if (animation.playState !== 'running') return false;
      const timing = animation.effect?.getComputedTiming();
      if (!timing || !Number.isFinite(timing.endTime)) return false;
      const left = timing.endTime - (animation.currentTime ?? 0);
      return left > 0 && left <= longest;
    });

  // Tells of every change of the document and of the shadow roots in it.
  const everything = { subtree: true, childList: true, attributes: true, characterData: true };
  const watch = (tell) => {
    const observer = new MutationObserver(tell);
    for (const root of P.roots()) observer.observe(root, everything);
    return observer;
  };
  // Once settled, the document is at rest until the first change of it: nothing in it needs to be looked at twice to know
  // that it stands still.
  let resting = null;
  const place = () => `${scrollX},${scrollY},${innerWidth},${innerHeight}`;
  const stir = () => {
    resting?.observer.disconnect();
    resting = null;
  };
  addEventListener('load', stir, { capture: true });
  P.isAtRest = () => {
    if (!resting) return false;
    if (!resting.observer.takeRecords().length && resting.place === place()) return true;
    stir();
    return false;
  };

  // Counts what may change what is drawn without a change of the document, and without moving anything.
  let turns = 0;
  const unseen = 'error scroll focusin focusout input change toggle transitionrun animationstart fullscreenchange';
  const turn = () => { turns++; };
  for (const kind of unseen.split(' ')) addEventListener(kind, turn, { capture: true, passive: true });
  // The same as long as all that is drawn is the same; null while it is not known.
  P.state = () => (P.isAtRest() ? turns : null);

  // Resolves after a frame without a change of the document, at most after `limit` ms; the document's own changes are
  // waited for at most `changes` ms of them.
  P.settle = async ({ limit, changes }) => {
    const end = performance.now() + limit;
    const waits = [];
    let unsettled = null;
    const timed = async (cause, promise, until = end) => {
      const from = performance.now();
      const over = new Promise((done) => setTimeout(done, Math.max(0, until - from)));
      const hasCome = await Promise.race([promise.then(() => true), over]);
      waits.push([cause, performance.now() - from]);
      if (!hasCome) unsettled = cause;
    };
    if (document.readyState === 'loading') {
      await timed('document parsing', new Promise((done) => addEventListener('DOMContentLoaded', done, { once: true })));
    }
    stir();
    let changed = true;
    const observer = watch(() => {
      changed = true;
      stir();
    });
    let until = null;
    while (changed && !unsettled) {
      changed = false;
      const animation = finite();
      if (animation) await timed('animation', animation.finished.catch(() => {}));
      if (unsettled) break;
      const cause = until === null ? 'next frame' : 'document changing';
      until ??= Math.min(end, performance.now() + changes);
      await timed(cause, frame(), until);
    }
    // The same observer goes on to watch over the rest.
    if (!unsettled && !changed) resting = { observer, place: place() };
    else observer.disconnect();
    return { waits, unsettled: unsettled && changed ? 'document changing' : unsettled };
  };

  // Resolves at the next change of the document, or after `limit` ms.
  P.changed = ({ limit }) =>
    new Promise((done) => {
      const observer = watch(() => end(true));
      const end = (did) => {
        observer.disconnect();
        clearTimeout(timer);
        requestAnimationFrame(() => done(did));
      };
      const timer = setTimeout(() => end(false), limit);
    });
})();
