//! The binary `anjie`.

use std::process::ExitCode;

#[actix_web::main]
async fn main() -> ExitCode {
    server::cli::run().await
}
