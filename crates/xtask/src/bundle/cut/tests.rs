use std::fs;

use super::{FOLDER, LOADERS, chunks, with_loaders};

const LOADED: &str = "import { initSync } from \"./app.js\";\n\nlet shared;\n\
                      export const __wasm_split_load_office = load(\"./split_office.wasm\");\n";

fn joined() -> std::path::PathBuf {
    let folder = std::env::temp_dir().join(format!("cut-{:?}", std::thread::current().id()));
    let _left_over = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join(FOLDER)).unwrap();
    fs::write(folder.join(FOLDER).join(LOADERS), LOADED).unwrap();
    folder
}

#[test]
fn the_loaders_stand_in_the_script_that_asked_for_them() {
    let script =
        "import * as import1 from \"./__wasm_split.js\"\nexport function start() { return import1; }\n";
    let whole = with_loaders(&joined(), script).unwrap();
    assert!(!whole.contains("import "), "{whole}");
    assert!(whole.contains("const import1 = { __wasm_split_load_office };"), "{whole}");
}

#[test]
fn a_script_that_asks_for_other_loaders_is_refused() {
    assert!(with_loaders(&joined(), "export function start() {}\n").is_err());
}

#[test]
fn chunks_are_called_by_their_names_and_what_two_share_by_that() {
    let folder = joined();
    for file in ["split_office.wasm", "chunk_4.wasm"] {
        fs::write(folder.join(FOLDER).join(file), file).unwrap();
    }
    let named: Vec<_> = chunks(&folder).unwrap().into_iter().map(|(stem, file, _)| (stem, file)).collect();
    let expected = [("office", "split_office.wasm"), ("shared", "chunk_4.wasm")];
    assert_eq!(named, expected.map(|(stem, file)| (stem.to_owned(), file.to_owned())));
}
