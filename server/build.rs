//! The page is part of the binary; without a built page the folder must still be there.

use std::path::Path;

fn main() -> std::io::Result<()> {
    println!("cargo:rerun-if-changed=../web/dist");
    std::fs::create_dir_all(Path::new("../web/dist"))
}
