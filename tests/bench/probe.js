// Runs in each measured page before the page's own scripts, and provides `bench`. It is the same for all pages.
/* global document, EventSource, MessageChannel, PerformanceObserver, ReadableStreamDefaultReader, requestAnimationFrame */
globalThis.bench = (() => {
  const bench = { received: 0, watching: true, first: null, full: null, settled: false, shift: 0 };

  class CountedEventSource extends EventSource {
    constructor(...args) {
      super(...args);
      this.addEventListener('message', () => bench.received++);
    }
  }
  globalThis.EventSource = CountedEventSource;

  // The ticker reads its stream with `fetch`. An event ends with an empty line; a feed in JSON has none.
  const { read } = ReadableStreamDefaultReader.prototype;
  let last;
  ReadableStreamDefaultReader.prototype.read = async function () {
    const result = await read.call(this);
    for (const byte of result.value ?? []) {
      if (byte === 10 && last === 10) bench.received++;
      last = byte;
    }
    return result;
  };

  new PerformanceObserver((list) => {
    for (const { value } of list.getEntries()) bench.shift += value;
  }).observe({ type: 'layout-shift', buffered: true });

  /** A document or shadow root, and all open shadow roots inside it. */
  const rootsIn = (root) => [
    root,
    ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? rootsIn(shadowRoot) : [])),
  ];
  const place = () => document.getElementById('app');
  const ticker = () => document.querySelector('market-ticker')?.shadowRoot;

  /** The box that the quotes move in. */
  bench.view = () => {
    const { left, right, top, bottom } = (
      ticker()?.querySelector('[part=viewport]') ?? place()
    ).getBoundingClientRect();
    return { left, right, top, bottom };
  };

  /** All cells of quotes, copies included. */
  bench.cells = () => [...(ticker() ?? place()).querySelectorAll('[data-id]:not([data-id=""])')];

  /** The position of each cell: its id, its left and right edge in px, and whether it is in view. */
  bench.positions = () => {
    const view = bench.view();
    return bench.cells().map((cell) => {
      const { left, right, width } = cell.getBoundingClientRect();
      return { id: cell.dataset.id, left, right, seen: width > 0 && right > view.left && left < view.right };
    });
  };

  /** Calls back after each frame, when reading the layout is cheap, until the callback returns `false`. */
  bench.eachFrame = (callback) => {
    const channel = new MessageChannel();
    const ask = () => requestAnimationFrame(() => channel.port2.postMessage(null));
    channel.port1.onmessage = () => callback() !== false && ask();
    ask();
  };

  /** Whether the quotes fill the view from end to end, except for less than the gap beside a quote. */
  const isFull = (seen) => {
    const { left, right } = bench.view();
    const starts = Math.min(...seen.map((position) => position.left));
    const ends = Math.max(...seen.map((position) => position.right));
    return starts < left + 28 && ends > right - 28;
  };

  /** Notes since when a quote has been in view, and since when the strip has been full; stops when it was full for two frames. */
  const watchFill = () => {
    if (!bench.watching) return false;
    if (!place()) return;
    const seen = bench.positions().filter((position) => position.seen);
    const since = (what, holds) => (holds ? (bench[what] ?? performance.now()) : null);
    const wasFull = bench.full !== null;
    bench.first = since('first', seen.length > 0);
    bench.full = since('full', isFull(seen));
    bench.settled = wasFull && bench.full !== null;
    return !bench.settled;
  };
  bench.eachFrame(watchFill);

  /** Records the positions of quotes in and near the view, frame by frame. */
  let frames;
  bench.startRecording = () => {
    const mine = (frames = []);
    bench.eachFrame(() => {
      const time = document.timeline.currentTime;
      const near = bench.positions().filter(({ left, right }) => right > -2000 && left < 3500);
      mine.push({ time, positions: near.map(({ id, left, seen }) => ({ id, left, seen })) });
      return mine === frames;
    });
  };
  bench.stopRecording = () => {
    const recorded = frames;
    frames = undefined;
    return recorded;
  };

  /** The numbers of cells, elements and text nodes of the strip. */
  bench.nodes = () => {
    const count = { elements: 0, texts: 0 };
    const visit = (node) => {
      if (node.nodeType === 1) count.elements++;
      if (node.nodeType === 3) count.texts++;
      if (node.shadowRoot) visit(node.shadowRoot);
      node.childNodes.forEach(visit);
    };
    place().childNodes.forEach(visit);
    return { cells: bench.cells().length, ...count };
  };

  /** Makes endless animations older by so many seconds, rounded up to whole loops, so that nothing jumps. */
  bench.age = (seconds) => {
    const animations = rootsIn(document).flatMap((root) => root.getAnimations());
    for (const animation of new Set(animations)) {
      const { duration, iterations } = animation.effect.getComputedTiming();
      if (iterations !== Infinity || !duration || animation.currentTime === null) continue;
      animation.currentTime += Math.ceil((seconds * 1000) / duration) * duration;
    }
  };

  bench.block = (ms) => {
    const end = performance.now() + ms;
    while (performance.now() < end);
  };

  return bench;
})();
