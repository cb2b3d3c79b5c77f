//! Makes .xlsx files: a zip of XML, its parts packed or as they are.

/// A workbook of sheets, each a name with rows of cells.
pub fn workbook(sheets: &[(&str, &[&[&str]])], packed: bool) -> Vec<u8> {
    let mut parts: Vec<(String, String)> = Vec::new();
    let (mut names, mut targets) = (String::new(), String::new());
    for (n, (name, rows)) in sheets.iter().enumerate() {
        names.push_str(&format!("<sheet name=\"{name}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>"));
        targets.push_str(&format!("<Relationship Id=\"rId{n}\" Target=\"worksheets/sheet{n}.xml\"/>"));
        parts.push((format!("xl/worksheets/sheet{n}.xml"), sheet(rows)));
    }
    parts.push(("xl/workbook.xml".to_owned(), format!("<workbook><sheets>{names}</sheets></workbook>")));
    parts
        .push(("xl/_rels/workbook.xml.rels".to_owned(), format!("<Relationships>{targets}</Relationships>")));
    zip(&parts, packed)
}

fn sheet(rows: &[&[&str]]) -> String {
    let mut text = String::from("<worksheet><sheetData>");
    for (row, cells) in rows.iter().enumerate() {
        text.push_str(&format!("<row r=\"{}\">", row + 1));
        for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let letter = char::from(b'A' + u8::try_from(column).unwrap());
            let cell = cell.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            text.push_str(&format!(
                "<c r=\"{letter}{}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>",
                row + 1
            ));
        }
        text.push_str("</row>");
    }
    text.push_str("</sheetData></worksheet>");
    text
}

/// A zip of these parts.
pub fn zip(parts: &[(String, String)], packed: bool) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for (name, text) in parts {
        let bytes = if packed {
            miniz_oxide::deflate::compress_to_vec(text.as_bytes(), 6)
        } else {
            text.clone().into_bytes()
        };
        let (method, offset) = (if packed { 8_u16 } else { 0 }, u32::try_from(file.len()).unwrap());
        let sizes = [bytes.len(), text.len()].map(|size| u32::try_from(size).unwrap().to_le_bytes()).concat();
        let name_len = u16::try_from(name.len()).unwrap().to_le_bytes();
        file.extend_from_slice(b"PK\x03\x04\x14\0\0\0");
        file.extend_from_slice(&method.to_le_bytes());
        file.extend_from_slice(&[0; 8]);
        file.extend_from_slice(&sizes);
        file.extend_from_slice(&name_len);
        file.extend_from_slice(&[0; 2]);
        file.extend_from_slice(name.as_bytes());
        file.extend_from_slice(&bytes);
        directory.extend_from_slice(b"PK\x01\x02\x14\0\x14\0\0\0");
        directory.extend_from_slice(&method.to_le_bytes());
        directory.extend_from_slice(&[0; 8]);
        directory.extend_from_slice(&sizes);
        directory.extend_from_slice(&name_len);
        directory.extend_from_slice(&[0; 12]);
        directory.extend_from_slice(&offset.to_le_bytes());
        directory.extend_from_slice(name.as_bytes());
    }
    let (at, length) = (u32::try_from(file.len()).unwrap(), u32::try_from(directory.len()).unwrap());
    let count = u16::try_from(parts.len()).unwrap().to_le_bytes();
    file.extend_from_slice(&directory);
    file.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    file.extend_from_slice(&[count, count].concat());
    file.extend_from_slice(&length.to_le_bytes());
    file.extend_from_slice(&at.to_le_bytes());
    file.extend_from_slice(&[0; 2]);
    file
}
