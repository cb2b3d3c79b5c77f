//! A table as a file for spreadsheet programs: fields between commas, quoted where they need it.

/// By this mark programs see that the file is UTF-8.
const MARK: &str = "\u{feff}";

/// The whole file.
pub fn file(lines: &[Vec<String>]) -> String {
    let line = |fields: &Vec<String>| fields.iter().map(|it| field(it)).collect::<Vec<_>>().join(",");
    let lines: String = lines.iter().map(|fields| line(fields) + "\r\n").collect();
    format!("{MARK}{lines}")
}

/// One field. What somebody typed does not become a formula in a sheet.
fn field(text: &str) -> String {
    let is_number = text.strip_prefix('-').unwrap_or(text).chars().all(|c| c.is_ascii_digit() || c == '.');
    let is_formula = !is_number && text.starts_with(['=', '+', '-', '@', '\t']);
    let text = if is_formula { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::file;

    #[test]
    fn fields_are_quoted_where_they_need_it_and_no_name_becomes_a_formula() {
        let line = ["a,b", "say \"x\"", "=1+1", "-5.20", "+86", "名"].map(str::to_owned).to_vec();
        assert_eq!(file(&[line]), "\u{feff}\"a,b\",\"say \"\"x\"\"\",'=1+1,-5.20,'+86,名\r\n");
    }
}
