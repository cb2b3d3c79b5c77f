// Stands in every page before the app does, and notes what happens; it changes nothing.
'use strict';
const watch = (window.watch = { useful_ms: null, memory: null, long_ms: [], writes: [], rows: [] });

// The first duty with its button on the screen, after the frame that shows it.
const look = new MutationObserver(() => {
  if (document.querySelector('.act') === null) return;
  look.disconnect();
  requestAnimationFrame(() => setTimeout(() => (watch.useful_ms = performance.now())));
});
look.observe(document, { childList: true, subtree: true });

new PerformanceObserver((list) => {
  for (const task of list.getEntries()) { watch.long_ms.push(task.duration); (watch.long ??= []).push([Math.round(task.startTime), task.duration]); }
}).observe({ type: 'longtask', buffered: true });

const instantiate = WebAssembly.instantiateStreaming;
WebAssembly.instantiateStreaming = async (...words) => {
  const made = await instantiate.apply(WebAssembly, words);
  watch.memory = made.instance.exports.memory;
  return made;
};

// When each row was computed; the sizes of what each strict transaction writes, to be written again by a raw one.
const begin = IDBDatabase.prototype.transaction;
const strict = new WeakMap();
IDBDatabase.prototype.transaction = function (stores, mode, options) {
  const tx = begin.call(this, stores, mode, options);
  if (mode === 'readwrite' && options?.durability === 'strict') {
    const sizes = [];
    strict.set(tx, sizes);
    tx.addEventListener('complete', () => watch.writes.push(sizes));
  }
  return tx;
};
const put = IDBObjectStore.prototype.put;
IDBObjectStore.prototype.put = function (value, key) {
  if (this.name === 'rows') watch.rows.push(performance.now());
  strict.get(this.transaction)?.push(value.byteLength ?? 0);
  return put.call(this, value, key);
};

// When something holds: looked at after each change of the page.
watch.until = (holds) =>
  new Promise((done) => {
    const ask = () => {
      if (!holds()) return;
      each.disconnect();
      done(performance.now());
    };
    const each = new MutationObserver(ask);
    each.observe(document, { childList: true, subtree: true, attributes: true, characterData: true });
    ask();
  });
