// Reads codes in pictures that the page sends, away from the page. `cargo xtask bundle` puts the joint of wasm-bindgen
// in front of this and fills in the name of the wasm, which is fetched with the first picture.
const LONGEST_SIDE = 1600; // a photo of twelve megapixels shows no more than this, and takes ten times as long
let started;

self.onmessage = async ({ data: { picture }, ports: [answer] }) => {
  try {
    started ??= wasm_bindgen({ module_or_path: '/scanner.wasm' });
    await started;
    answer.postMessage({ text: read(picture) });
  } catch (fault) {
    // The page starts another worker: a wasm that has broken once holds nothing to rely on.
    answer.postMessage({ fault: String(fault) });
  } finally {
    picture.close();
  }
};

// The text of a code, or null.
function read(picture) {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const [width, height] = [picture.width, picture.height].map((side) => Math.max(1, Math.round(side * scale)));
  const canvas = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  canvas.drawImage(picture, 0, 0, width, height);
  const bytes = wasm_bindgen.read(canvas.getImageData(0, 0, width, height).data, width);
  return bytes ? new TextDecoder(wasm_bindgen.encoding(bytes)).decode(bytes) : null;
}
