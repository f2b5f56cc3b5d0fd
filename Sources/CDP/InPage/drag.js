// Whether the browser is dragging something of the page, which the page itself is told.
(() => {
  const P = globalThis.__perceo;
  if (P.isDragging) return;

  let start = null;
  const forget = () => { start = null; };
  // What is removed while it is dragged hears no end; a press begins anew.
  addEventListener('pointerdown', forget, { capture: true, passive: true });
  addEventListener('dragend', forget, { capture: true });
  addEventListener('dragstart', (event) => { start = event.isTrusted ? event : null; }, { capture: true });
  // From a start that nobody prevented to its end.
  P.isDragging = () => start !== null && !start.defaultPrevented;
})();
