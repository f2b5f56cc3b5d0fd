// Is the page done reacting? Each wait ends with what it waited for, or says what it gave up on.
(() => {
  const P = globalThis.__perceo;
  if (P.settle) return;

  const frame = () => new Promise((done) => requestAnimationFrame(done));
  // Endless animations (spinners, marquees) never finish and hold nobody up.
  const finite = () =>
    document.getAnimations().find((animation) => {
      if (animation.playState !== 'running') return false;
      const timing = animation.effect?.getComputedTiming();
      return timing && Number.isFinite(timing.endTime) && timing.endTime - (animation.currentTime ?? 0) > 0
        && timing.endTime < 5000;
    });

  // Resolves after a frame without a change of the document, at most after `limit` ms.
  P.settle = async ({ limit }) => {
    const start = performance.now();
    const left = () => limit - (performance.now() - start);
    const waits = [];
    const timed = async (cause, promise) => {
      const from = performance.now();
      await Promise.race([promise, new Promise((done) => setTimeout(done, Math.max(0, left())))]);
      waits.push([cause, performance.now() - from]);
    };
    if (document.readyState === 'loading') {
      await timed('document parsing', new Promise((done) => addEventListener('DOMContentLoaded', done, { once: true })));
    }
    let changed = true;
    const observer = new MutationObserver(() => { changed = true; });
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    let first = true;
    while (changed && left() > 0) {
      changed = false;
      const animation = finite();
      if (animation) await timed('animation', animation.finished.catch(() => {}));
      await timed(first ? 'next frame' : 'document changing', frame());
      first = false;
    }
    observer.disconnect();
    return { waits, unsettled: changed ? 'document changing' : null };
  };

  // Resolves at the next change of the document, or after `limit` ms.
  P.changed = ({ limit }) =>
    new Promise((done) => {
      const observer = new MutationObserver(() => end(true));
      const end = (did) => {
        observer.disconnect();
        clearTimeout(timer);
        requestAnimationFrame(() => done(did));
      };
      const timer = setTimeout(() => end(false), limit);
      observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    });
})();
