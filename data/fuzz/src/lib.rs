//! What all targets need.

/// Makes a panic end the run, except inside of a library whose panics the program catches: those are an
/// error about the file, as in the program itself.
pub fn init() {
    let abort = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if !data::fuzzing::is_guarded() {
            abort(info);
        }
    }));
}
