//! Ctrl-C, where work runs without the interpreter.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread::{self, ThreadId};
use std::time::Duration;

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;

use crate::value::Document;

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

/// A document of so many bytes takes a good part of the half second in which Ctrl-C is answered.
const LARGE: usize = 4 << 20;

/// How long a document is read before somebody looks whether Ctrl-C was pressed.
const LOOK: Duration = Duration::from_millis(50);

/// Reads a document without the interpreter. A large one is read beside this thread, which listens
/// to Ctrl-C meanwhile; what is read then is let go.
pub(crate) fn read_beside<T: Send + 'static>(
    py: Python<'_>,
    document: Document,
    read: impl FnOnce(Document) -> T + Send + 'static,
) -> PyResult<T> {
    if document.as_ref().len() < LARGE {
        return Ok(py.detach(|| read(document)));
    }
    let (done, mut answer) = mpsc::channel();
    // Nobody waits for an answer after Ctrl-C.
    let beside = move || drop(done.send(read(document)));
    thread::Builder::new().name("cx-triage-read".to_owned()).spawn(beside)?;
    loop {
        let told;
        (answer, told) = py.detach(move || {
            let told = answer.recv_timeout(LOOK);
            (answer, told)
        });
        match told {
            Ok(told) => return Ok(told),
            Err(RecvTimeoutError::Timeout) => py.check_signals()?,
            Err(RecvTimeoutError::Disconnected) => {
                return Err(PyRuntimeError::new_err("the document could not be read"));
            }
        }
    }
}

/// Lets Ctrl-C end work in a stream that another library reads.
///
/// Only the thread that asked for the stream may look: in another one the interpreter may be held
/// by somebody who waits for it.
pub(crate) struct Listener {
    thread: ThreadId,
    turn: u8,
}

impl Listener {
    pub(crate) fn new() -> Self {
        Self { thread: thread::current().id(), turn: 0 }
    }

    /// Whether to go on; asked before each piece of work, it looks at every 64th.
    ///
    /// A stream cannot raise an exception of Python's. So the interpreter is told again of the
    /// interrupt, and raises `KeyboardInterrupt` once it has its turn, whatever the reader of the
    /// stream makes of the error.
    pub(crate) fn go_on(&mut self) -> bool {
        self.turn = (self.turn + 1) % 64;
        if self.turn != 0 || thread::current().id() != self.thread {
            return true;
        }
        Python::attach(|py| {
            let interrupted = py.check_signals().is_err();
            if interrupted {
                // Without it the stream ends with an error all the same.
                drop(py.import("_thread").and_then(|thread| thread.call_method0("interrupt_main")));
            }
            !interrupted
        })
    }
}
