//! Ctrl-C, where work runs without the interpreter.

use pyo3::prelude::*;

/// Lets Ctrl-C end work that runs without the interpreter.
pub(crate) struct Interrupt {
    turn: u8,
    raised: PyResult<()>,
}

impl Interrupt {
    pub(crate) fn new() -> Self {
        Self { turn: 0, raised: Ok(()) }
    }

    /// Whether to go on; asked before each piece of work, it looks at every 64th.
    pub(crate) fn go_on(&mut self) -> bool {
        self.turn = (self.turn + 1) % 64;
        if self.turn == 0 && self.raised.is_ok() {
            #[expect(
                clippy::redundant_closure_for_method_calls,
                reason = "the method by itself is of one lifetime, and any is asked for"
            )]
            let raised = Python::attach(|py| py.check_signals());
            self.raised = raised;
        }
        self.raised.is_ok()
    }

    /// The exception that ended the work, if one did.
    pub(crate) fn raised(self) -> PyResult<()> {
        self.raised
    }
}
