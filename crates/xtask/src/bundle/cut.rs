//! Cutting: what the app marks as chunks (`src/pages/chunk.rs`) becomes files of their own, which it loads when they are
//! first used. Between the linker, which is told to leave the places of all addresses in, and wasm-bindgen, which sees
//! the rest as the app. A part that two chunks need and the app does not becomes a file, too, and comes with either.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use wasm_split_cli_support::{Options, transform};

use crate::run;

/// What the linker is told, so that what it linked can be cut again.
pub(super) const LEAVING_SEAMS: &str = "-Clink-arg=--emit-relocs";
/// The loaders of the chunks, as the cutter writes them and wasm-bindgen asks for them.
const LOADERS: &str = "./__wasm_split.js";
/// Where it puts them.
const FOLDER: &str = "cut";

/// Cuts a linked wasm inside the folder `joined`. Answers what is left of it, for wasm-bindgen, and the chunks.
pub(super) fn cut(linked: &Path, joined: &Path, stem: &str) -> Result<(PathBuf, Vec<PathBuf>)> {
    let bytes = fs::read(linked).with_context(|| linked.display().to_string())?;
    let folder = joined.join(FOLDER);
    let rest = folder.join(format!("{stem}.wasm"));
    let main_module = format!("./{stem}.js");
    let mut options = Options::new(&bytes);
    (options.output_dir, options.main_out_path) = (&folder, &rest);
    (options.main_module, options.link_name) = (&main_module, LOADERS);
    let cut = run::waiting(&format!("cutting the {stem} into chunks"), || transform(options));
    let cut = cut.map_err(|fault| anyhow!("{fault:?}"))?;
    Ok((rest, cut.split_modules))
}

/// The chunks in `joined` by what their files are to be called, and the name by which the loaders call them.
pub(super) fn chunks(joined: &Path) -> Result<Vec<(String, String, Vec<u8>)>> {
    let mut chunks = Vec::new();
    for entry in fs::read_dir(joined.join(FOLDER))? {
        let path = entry?.path();
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let stem = match file.strip_suffix(".wasm").and_then(|name| name.split_once('_')) {
            Some(("split", chunk)) => chunk.to_owned(),
            Some(_) => "shared".to_owned(),
            None => continue,
        };
        chunks.push((stem, file, fs::read(&path)?));
    }
    chunks.sort();
    Ok(chunks)
}

/// The app's JavaScript with the loaders in it. As files of their own each would name the other, and no name could be
/// the digest of what stands inside.
pub(super) fn with_loaders(joined: &Path, script: &str) -> Result<String> {
    let loaders = fs::read_to_string(joined.join(FOLDER).join(LOADERS))?;
    let from = format!(" from \"{LOADERS}\"");
    let name = |line: &str| Some(line.strip_prefix("import * as ")?.strip_suffix(&from)?.to_owned());
    let (names, kept): (Vec<_>, Vec<_>) = script.lines().partition(|line| name(line).is_some());
    let functions: Vec<&str> = loaders
        .lines()
        .filter_map(|line| Some(line.strip_prefix("export const ")?.split_once(" = ")?.0))
        .collect();
    let Some(body) =
        loaders.split_once("\n").filter(|(first, _)| first.starts_with("import { initSync } from "))
    else {
        bail!("the loaders of the chunks begin otherwise than they did")
    };
    if names.len() != functions.len() {
        bail!("the app asks for {} loaders of chunks, there are {}", names.len(), functions.len());
    }
    let object = format!("{{ {} }}", functions.join(", "));
    let given: String = names
        .iter()
        .filter_map(|line| name(line))
        .map(|name| format!("const {name} = {object};\n"))
        .collect();
    Ok(format!("{}\n{}\n{given}", kept.join("\n"), body.1))
}

#[cfg(test)]
mod tests;
