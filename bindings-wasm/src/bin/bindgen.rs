//! Writes the JavaScript of a compiled module: `cx-triage-bindgen MODULE FOLDER`.

use std::path::PathBuf;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (module, folder) = arguments.next().zip(arguments.next()).ok_or("MODULE FOLDER")?;
    let mut bindgen = Bindgen::new();
    // The entries of the package say where the module lies.
    bindgen.input_path(module).out_name("cx_triage").typescript(true);
    bindgen.web(true)?.omit_default_module_path(true);
    bindgen.remove_name_section(true).remove_producers_section(true);
    Ok(bindgen.generate(folder)?)
}
