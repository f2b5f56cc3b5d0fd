// How the document feels to its user: what Web Vitals measure, told to us in batches.
(() => {
  const P = globalThis.__perceo;
  if (P.vitals || window !== top || !/^https?:$/.test(location.protocol)) return;

  const seen = { fcp: null, lcp: null, cls: null, last: 0, first: 0, window: 0 };
  // The longest interactions, by id; an interaction is as long as its longest event.
  const interactions = new Map();
  const kept = 10;

  const shift = (entry) => {
    if (entry.hadRecentInput) return;
    const goesOn = entry.startTime - seen.last < 1000 && entry.startTime - seen.first < 5000;
    if (!goesOn) [seen.window, seen.first] = [0, entry.startTime];
    seen.last = entry.startTime;
    seen.window += entry.value;
    seen.cls = Math.max(seen.cls ?? 0, seen.window);
  };
  const interaction = ({ interactionId: id, duration }) => {
    if (!id) return;
    interactions.set(id, Math.max(interactions.get(id) ?? 0, duration));
    if (interactions.size <= kept) return;
    const [shortest] = [...interactions].sort((a, b) => a[1] - b[1]);
    interactions.delete(shortest[0]);
  };
  const rules = [
    ['paint', {}, (entry) => { if (entry.name === 'first-contentful-paint') seen.fcp = entry.startTime; }],
    ['largest-contentful-paint', {}, (entry) => { seen.lcp = entry.startTime; }],
    ['layout-shift', {}, shift],
    ['event', { durationThreshold: 16 }, interaction],
    ['first-input', {}, interaction],
    ['navigation', {}, () => {}],
  ];

  const round = (value) => (value > 0 ? Math.round(value * 10) / 10 : null);
  const tell = () => {
    const navigation = performance.getEntriesByType('navigation')[0];
    const lengths = [...interactions.values()].sort((a, b) => b - a);
    // Of every fifty interactions the longest is an outlier.
    const outliers = Math.min(lengths.length - 1, Math.floor((performance.interactionCount ?? 0) / 50));
    globalThis.__perceoVitals?.(JSON.stringify({
      url: location.href, start: performance.timeOrigin / 1000,
      ttfbMs: round(navigation?.responseStart), fcpMs: round(seen.fcp), lcpMs: round(seen.lcp),
      cls: seen.cls === null ? null : Math.round(seen.cls * 10000) / 10000, inpMs: round(lengths[outliers]),
      contentLoadedMs: round(navigation?.domContentLoadedEventEnd), loadedMs: round(navigation?.loadEventEnd),
    }));
  };

  let timer = 0;
  const take = (list, rule) => list.forEach(rule);
  const observers = rules.map(([type, options, rule]) => {
    const observer = new PerformanceObserver((list) => {
      take(list.getEntries(), rule);
      timer ||= setTimeout(() => { timer = 0; tell(); }, 100);
    });
    try {
      observer.observe({ type, buffered: true, ...options });
    } catch {
      // A browser that does not measure it.
    }
    return [observer, rule];
  });

  // Tells at once what is known.
  P.vitals = () => {
    for (const [observer, rule] of observers) take(observer.takeRecords(), rule);
    tell();
    return true;
  };
  // What a document tells as it goes is lost with its process now and then; that it was there is told early.
  addEventListener('DOMContentLoaded', tell, { once: true });
  addEventListener('pagehide', P.vitals);
})();
