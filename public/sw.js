// Keeps the app on the phone: one cache per build, filled whole and checked, so that it starts without network.
// `cargo xtask bundle` fills in the two constants. Requests under /v1 (data) and /lead (the public form) are never touched.
const BUILD = '{{BUILD}}';
const FILES = {{FILES}}; // path → sha256 of its bytes, hex; the shell "/" last, so a cache that has it is complete

const PREFIX = 'fieldbook-app-';
const CACHE = PREFIX + BUILD;
const SHELL = '/';

self.addEventListener('install', (event) => event.waitUntil(fill()));
self.addEventListener('activate', (event) => event.waitUntil(tidy().then(() => self.clients.claim())));
self.addEventListener('message', (event) => {
  // Said by the app after the person agreed and drafts are safe; never at install, since old pages still run.
  if (event.data === 'SKIP_WAITING') self.skipWaiting();
});
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method === 'POST' && url.origin === self.location.origin && url.pathname === '/share') {
    event.respondWith(shared(request));
    return;
  }
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (/^\/(v1|lead)(\/|$)/.test(url.pathname)) return;
  if (request.mode === 'navigate') event.respondWith(shell(request));
  else event.respondWith(file(request, url.pathname));
});

async function fill() {
  // A half-filled or older cache of the same build goes first: the order of the caches is the order of builds.
  await caches.delete(CACHE);
  try {
    const cache = await caches.open(CACHE);
    for (const [path, digest] of Object.entries(FILES)) await cache.put(path, await checked(path, digest));
  } catch (error) {
    await caches.delete(CACHE);
    throw error; // the browser tries again at the next update check
  }
}

// What an older build brought already isn't loaded twice; whatever comes must have the listed digest.
async function checked(path, digest) {
  const kept = await caches.match(path);
  if (kept && (await digestOf(kept)) === digest) return kept;
  const response = await fetch(path, { cache: 'reload', redirect: 'error', credentials: 'same-origin' });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  if ((await digestOf(response)) !== digest) throw new Error(`${path}: not the file of build ${BUILD}`);
  return response;
}

async function digestOf(response) {
  const hash = await crypto.subtle.digest('SHA-256', await response.clone().arrayBuffer());
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

// Keeps this build, the newest complete one before it (pages of it may still be open) and what came after.
async function tidy() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  const older = names.slice(0, Math.max(names.indexOf(CACHE), 0)).reverse();
  let previous = null;
  for (const name of older) {
    if (!previous && (await (await caches.open(name)).match(SHELL))) previous = name;
    else await caches.delete(name);
  }
}

// Every address of the app is answered by the same page, if the code it begins with is there too; of the rest it says
// itself what is missing.
async function shell(request) {
  const cache = await caches.open(CACHE);
  const code = Object.keys(FILES).filter((path) => /^\/app-.*\.(js|wasm|css)$/.test(path));
  const [page, ...parts] = await Promise.all([SHELL, ...code].map((path) => cache.match(path)));
  return page && parts.every(Boolean) ? page : fetch(request);
}

// What another app shares (a photo, a card, a text) waits in a cache of its own until the page takes it in: so much at most,
// and no longer than a day. What is left out is named there, so that the page can say it.
const SHARED = 'fieldbook-shared';
const LARGEST = 20 * 1024 * 1024;
const MOST = 20;
const WORDS = 100_000;
const A_DAY = 86_400_000;

async function shared(request) {
  if (isOurs(request)) await take(await request.formData());
  return Response.redirect('/capture', 303);
}

// The system's sheet comes from no page: it has no referrer, and no origin or "null". A form on another site names itself
// unless it hides; then the bounds above hold, and what came is seen in the capture before anything is saved.
function isOurs(request) {
  const from = [request.headers.get('origin'), request.referrer && new URL(request.referrer).origin];
  const isFrame = ['iframe', 'frame', 'embed', 'object'].includes(request.destination);
  return !isFrame && from.every((origin) => !origin || origin === 'null' || origin === self.location.origin);
}

async function take(form) {
  const cache = await caches.open(SHARED);
  const stamp = Date.now();
  let there = 0;
  for (const key of await cache.keys()) {
    if (Number(key.url.split('/').at(-2)) + A_DAY > stamp) there += 1;
    else await cache.delete(key);
  }
  const put = (name, body, headers) => cache.put(`/shared/${stamp}/${name}`, new Response(body, { headers }));
  const words = ['title', 'text', 'url'].map((name) => form.get(name)).filter((it) => typeof it === 'string' && it).join('\n');
  if (words && there < MOST) {
    await put('words', words.slice(0, WORDS), { 'content-type': 'text/plain' });
    there += 1;
  }
  const files = form.getAll('files').filter((it) => it instanceof File);
  for (const [n, file] of files.slice(0, MOST - there).entries()) {
    const isLarge = file.size > LARGEST;
    const headers = { 'content-type': file.type || 'application/octet-stream', 'x-name': encodeURIComponent(file.name) };
    await put(n, isLarge ? '' : file, isLarge ? { ...headers, 'x-left-out': 'large' } : headers);
  }
  if (files.length > MOST - there) await put('many', '', { 'x-left-out': 'many' });
}

async function file(request, path) {
  const cache = await caches.open(CACHE);
  return (await cache.match(path)) || (await caches.match(request)) || fetch(request);
}
