//! Staging: names by content, the service worker's list, compressed copies. The last step of a bundle.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::{Kind, cut, empty};
use crate::fingerprint::hex;
use crate::run;

/// The order of the style sheets: later ones may lean on earlier ones.
const STYLES: &[&str] = &["tokens.css", "base.css", "parts", "pages", "print.css"];
/// What the scanner's worker does besides starting the wasm.
const WORKER: &str = "crates/scanner/src/worker.js";
/// Hex digits of its SHA-256 in a file's name; the server checks them before it says "immutable".
const NAME_DIGEST_LEN: usize = 16;

/// Puts everything into `folder`, from the output of wasm-bindgen and the repository's own files.
pub(super) fn stage(joined: &Path, folder: &Path, kind: Kind) -> Result<()> {
    let mut files = BTreeMap::new();
    let wasm = named(&mut files, "app", "wasm", fs::read(joined.join("app_bg.wasm"))?)?;
    let mut js = cut::with_loaders(joined, &fs::read_to_string(joined.join("app.js"))?)?;
    for (stem, called, bytes) in cut::chunks(joined)? {
        let chunk = named(&mut files, &stem, "wasm", bytes)?;
        js = filled(&js, &format!("\"./{called}\""), &format!("\"/{chunk}\""), 1)?;
    }
    let js = named(&mut files, "app", "js", js.into_bytes())?;
    let css = named(&mut files, "app", "css", styles()?.into_bytes())?;
    let scanner = scanner(&mut files, joined)?;
    for file in listed(Path::new("public"))? {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        files.insert(name, fs::read(&file)?);
    }
    let mut page = fs::read_to_string("index.html")?;
    for (plain, named) in [("/app.wasm", wasm), ("/app.js", js), ("/app.css", css), ("/scanner.js", scanner)]
    {
        page = filled(&page, &format!("\"{plain}\""), &format!("\"/{named}\""), 1)?;
        page = page.replace(&format!("'{plain}'"), &format!("'/{named}'"));
    }
    files.insert("index.html".to_owned(), page.into_bytes());
    worker(&mut files)?;

    empty(folder)?;
    for (name, bytes) in &files {
        fs::write(folder.join(name), bytes)?;
    }
    if kind == Kind::Release {
        run::waiting("compressing it for the way", || compress(folder, &files))?;
    }
    Ok(())
}

/// The scanner's wasm and its worker, one script that names the wasm; answers the worker's name.
fn scanner(files: &mut BTreeMap<String, Vec<u8>>, joined: &Path) -> Result<String> {
    let wasm = named(files, "scanner", "wasm", fs::read(joined.join("scanner_bg.wasm"))?)?;
    let joint = fs::read_to_string(joined.join("scanner.js"))?;
    let work = filled(&fs::read_to_string(WORKER)?, "/scanner.wasm", &format!("/{wasm}"), 1)?;
    named(files, "scanner", "js", format!("{joint}\n{work}").into_bytes())
}

/// Adds a file under a name that carries its own digest, and returns the name.
fn named(files: &mut BTreeMap<String, Vec<u8>>, stem: &str, end: &str, bytes: Vec<u8>) -> Result<String> {
    let digest = hex(&Sha256::digest(&bytes));
    let start = digest.get(..NAME_DIGEST_LEN).context("a digest is longer than that")?;
    let name = format!("{stem}-{start}.{end}");
    files.insert(name.clone(), bytes);
    Ok(name)
}

/// Fills the list of files and the build's id into the service worker.
fn worker(files: &mut BTreeMap<String, Vec<u8>>) -> Result<()> {
    let source = files.remove("sw.js").context("public/sw.js is missing")?;
    let source = String::from_utf8(source).context("public/sw.js")?;
    let mut list = Map::new();
    for (name, bytes) in files.iter().filter(|(name, _)| *name != "index.html") {
        list.insert(format!("/{name}"), Value::String(hex(&Sha256::digest(bytes))));
    }
    // The shell comes under its address, and last: a cache that has it has everything.
    let shell = files.get("index.html").context("no index.html")?;
    let mut list = serde_json::to_string(&list)?;
    list.truncate(list.len() - 1);
    list.push_str(&format!(",\"/\":\"{}\"}}", hex(&Sha256::digest(shell))));

    let id = hex(&Sha256::digest(format!("{source}{list}")));
    let id = id.get(..NAME_DIGEST_LEN).context("a digest is longer than that")?;
    let source = filled(&source, "{{BUILD}}", id, 1)?;
    let source = filled(&source, "{{FILES}}", &list, 1)?;
    files.insert("sw.js".to_owned(), source.into_bytes());
    Ok(())
}

/// Replaces a placeholder that must occur at least so many times.
fn filled(text: &str, placeholder: &str, value: &str, at_least: usize) -> Result<String> {
    if text.matches(placeholder).count() < at_least {
        bail!("{placeholder} is missing in a template");
    }
    Ok(text.replace(placeholder, value))
}

/// All style sheets as one, in the order of `STYLES`; a sheet that is in none of those places is an error.
fn styles() -> Result<String> {
    let root = Path::new("style");
    let mut sheets = Vec::new();
    for part in STYLES {
        let path = root.join(part);
        if path.is_dir() {
            sheets.extend(listed(&path)?)
        } else if path.is_file() {
            sheets.push(path)
        }
    }
    let strays = if root.is_dir() { listed(root)? } else { Vec::new() };
    if let Some(stray) = strays.iter().find(|file| !sheets.contains(file)) {
        bail!("{} has no place in the order of the style sheets (bundle/stage.rs)", stray.display());
    }
    let mut text = String::new();
    for sheet in sheets {
        text.push_str(&fs::read_to_string(&sheet).with_context(|| sheet.display().to_string())?);
        text.push('\n');
    }
    Ok(text)
}

/// The files of a folder and its folders, by name.
fn listed(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| entry.map(|it| it.path())).collect::<Result<_, _>>()?;
    entries.sort();
    for entry in entries {
        if entry.is_dir() { files.extend(listed(&entry)?) } else { files.push(entry) }
    }
    Ok(files)
}

/// Writes `.br` and `.gz` beside each file that gets smaller by it, and prints the sizes.
fn compress(folder: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<()> {
    let mut lines = Vec::new();
    for (name, bytes) in files.iter().filter(|(name, _)| !name.ends_with(".png")) {
        let mut brotli = Vec::new();
        let options = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
        brotli::BrotliCompress(&mut bytes.as_slice(), &mut brotli, &options)?;
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(bytes)?;
        let gzip = gzip.finish()?;
        if brotli.len() < bytes.len() {
            lines.push(format!("  {name}: {} B, {} B as brotli", bytes.len(), brotli.len()));
            fs::write(folder.join(format!("{name}.br")), brotli)?;
        }
        if gzip.len() < bytes.len() {
            fs::write(folder.join(format!("{name}.gz")), gzip)?;
        }
    }
    println!("\n{}", lines.join("\n"));
    Ok(())
}
