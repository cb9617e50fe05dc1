//! What a file is, by its first bytes; its name is only a hint.

use std::io::Cursor;

use super::archive;

/// A format of workbooks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Workbook {
    Xlsx,
    Xlsb,
    Ods,
    Xls,
}

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A workbook.
    Workbook(Workbook),
    /// An office file that is encrypted.
    Encrypted,
    /// An archive with other files in it.
    Archive,
    /// Parquet.
    Parquet,
    /// Something that GDAL reads.
    Vector,
    /// Text, which may be a table.
    Text,
    /// Something that holds no table, and what to do.
    Other(&'static str),
}

/// How much of a file is looked at.
pub(super) const HEAD: usize = 4096;

const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF", "this is a PDF; ask for the table as .xlsx or .csv"),
    (
        b"\x89PNG",
        "this is a picture; ask for the table as .xlsx or .csv",
    ),
    (
        b"\xff\xd8\xff",
        "this is a picture; ask for the table as .xlsx or .csv",
    ),
    (
        b"GIF8",
        "this is a picture; ask for the table as .xlsx or .csv",
    ),
    (
        b"II*\0",
        "this is a picture (TIFF); ask for the table as .xlsx, or the map as a Shapefile or GeoPackage",
    ),
    (
        b"MM\0*",
        "this is a picture (TIFF); ask for the table as .xlsx, or the map as a Shapefile or GeoPackage",
    ),
    (
        b"BM",
        "this is a picture; ask for the table as .xlsx or .csv",
    ),
    (
        b"Rar!",
        "this is a RAR archive; unpack it, or pack the file as .zip",
    ),
    (
        b"7z\xbc\xaf\x27\x1c",
        "this is a 7z archive; unpack it, or pack the file as .zip",
    ),
    (
        b"\x1f\x8b",
        "this is a gzip archive; unpack it, or pack the file as .zip",
    ),
    (
        b"{\\rtf",
        "this is a text document (RTF); ask for the table as .xlsx or .csv",
    ),
    (
        b"AC10",
        "this is an AutoCAD drawing (DWG); save it as DXF R2000 or newer, or as a Shapefile",
    ),
    (b"\x7fELF", "this is a program and no table"),
    (b"MZ", "this is a program and no table"),
];

const WORD: &str =
    "this is a Word document; copy the table into Excel, save it as .xlsx, and import that";
const SLIDES: &str = "this is a presentation; ask for the table as .xlsx or .csv";
const PAGE: &str = "this is a web page, whatever its name says; open it in Excel or WPS, save it as .xlsx, and import that";
const XML_2003: &str = "this is an XML spreadsheet of 2003; open it in Excel or WPS, save it as .xlsx, and import that";

/// Finds out what a file is. `bytes` are its first, or all; only of all of them is the inside of an
/// archive known.
pub(super) fn of(bytes: &[u8], extension: &str) -> Kind {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return of_archive(bytes);
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return of_compound(bytes);
    }
    if bytes.starts_with(b"PAR1") {
        return Kind::Parquet;
    }
    // BIFF 2 to 4, before there were compound files.
    if matches!(bytes, [0x09, 0x00 | 0x02 | 0x04, 0x06, 0x00, ..]) {
        return Kind::Other(
            "this is a sheet of Excel 4 or older; open it in Excel or WPS, save it as .xlsx",
        );
    }
    let is_text_by_name = matches!(extension, "csv" | "tsv" | "txt" | "tab");
    if let Some((_, what)) = MAGIC
        .iter()
        // Two letters may begin a table, too.
        .find(|(magic, _)| bytes.starts_with(magic) && (magic.len() > 2 || !is_text(bytes)))
    {
        return Kind::Other(what);
    }
    let head = &bytes[..bytes.len().min(HEAD)];
    if bytes.starts_with(b"SQLite format 3\0")
        || bytes.starts_with(b"fgb\x03")
        || bytes.starts_with(&[0, 0, 0x27, 0x0a])
        || contains(&head[..head.len().min(32)], b"OSMHeader")
    {
        return Kind::Vector;
    }
    let text = String::from_utf8_lossy(head);
    let start = text
        .trim_start_matches(['\u{feff}', '\u{1e}'])
        .trim_start()
        .to_lowercase();
    if start.starts_with("<?xml") || start.starts_with('<') {
        if start.contains("urn:schemas-microsoft-com:office:spreadsheet") {
            return Kind::Other(XML_2003);
        }
        if ["<html", "<!doctype html", "<table", "<head", "<body"]
            .iter()
            .any(|tag| start.contains(tag))
        {
            return Kind::Other(PAGE);
        }
        return Kind::Vector;
    }
    if !is_text_by_name && (start.starts_with('{') || start.starts_with('[')) {
        return Kind::Vector;
    }
    let is_vector_by_name = matches!(
        extension,
        "shp"
            | "dbf"
            | "shx"
            | "gpkg"
            | "sqlite"
            | "fgb"
            | "gdb"
            | "mif"
            | "mid"
            | "tab"
            | "map"
            | "dxf"
            | "gml"
            | "gpx"
            | "kml"
            | "osm"
            | "pbf"
            | "geojson"
            | "geojsonl"
            | "json"
            | "topojson"
            | "mvt"
    );
    if is_vector_by_name && !(extension == "tab" && contains(head, b"\t")) {
        return Kind::Vector;
    }
    // Noise goes to the reader of text, which says that it is none.
    Kind::Text
}

fn contains(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|window| window == what)
}

fn is_text(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(HEAD)];
    !head.iter().any(|b| *b < 9)
}

/// A zip archive: an office file, or an archive of other files.
fn of_archive(bytes: &[u8]) -> Kind {
    let Ok(archive) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        // Damaged, or only the head of it: the reader says so.
        return Kind::Archive;
    };
    let names = archive::names(&archive);
    let has = |name: &str| names.iter().any(|n| n.eq_ignore_ascii_case(name));
    let within = |folder: &str| {
        names
            .iter()
            .any(|n| n.to_ascii_lowercase().starts_with(folder))
    };
    if has("xl/workbook.bin") {
        Kind::Workbook(Workbook::Xlsb)
    } else if within("xl/") {
        Kind::Workbook(Workbook::Xlsx)
    } else if within("word/") {
        Kind::Other(WORD)
    } else if within("ppt/") {
        Kind::Other(SLIDES)
    } else if has("mimetype") && has("content.xml") {
        Kind::Workbook(Workbook::Ods)
    } else {
        Kind::Archive
    }
}

/// A compound file (OLE2): an old office file, or the wrapping of an encrypted one.
fn of_compound(bytes: &[u8]) -> Kind {
    let named = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        contains(bytes, &wide)
    };
    if named("EncryptedPackage") {
        Kind::Encrypted
    } else if named("WordDocument") {
        Kind::Other(WORD)
    } else if named("PowerPoint Document") {
        Kind::Other(SLIDES)
    } else {
        Kind::Workbook(Workbook::Xls)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_refusal_is_told_in_chinese() {
        let refusals = MAGIC.iter().map(|(_, what)| *what);
        for what in refusals.chain([WORD, SLIDES, PAGE, XML_2003]) {
            let zh = crate::import::in_chinese(what);
            assert!(!zh.contains("this") && !zh.contains("; "), "{zh}");
        }
    }

    #[test]
    fn what_a_file_is_follows_from_its_bytes() {
        assert_eq!(of(b"PAR1....", "csv"), Kind::Parquet);
        assert_eq!(of(b"id,name\n1,2\n", "xls"), Kind::Text);
        assert_eq!(of(b"BMI,name\n1,2\n", "csv"), Kind::Text);
        assert_eq!(
            of(b"{\"type\":\"FeatureCollection\"}", "xlsx"),
            Kind::Vector
        );
        assert!(matches!(of(b"%PDF-1.7", "xlsx"), Kind::Other(what) if what.contains("PDF")));
        assert!(
            matches!(of(b"<html><table>", "xls"), Kind::Other(what) if what.contains("web page"))
        );
        assert!(matches!(of(b"AC1027", "shp"), Kind::Other(what) if what.contains("DWG")));
        assert_eq!(of(b"<?xml version='1.0'?><kml>", "xml"), Kind::Vector);
    }
}
