//! The binary `anjie`.

use std::process::ExitCode;

/// Imports make and drop tens of millions of small texts on all processors.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[actix_web::main]
async fn main() -> ExitCode {
    server::cli::run().await
}
