// The viewer: the tile, and the modal over it. Paper gets both, one after the other.
import type { Board, Entry } from "./board.js";
import { detail } from "./detail.js";
import { h } from "./dom.js";
import { tile } from "./tile.js";

/** Shows a board in an element, in place of what is there. */
export function show(root: HTMLElement, board: Board): void {
  const modal = h("dialog", { class: "modal", "aria-label": "Conversation" }) as HTMLDialogElement;
  const open = (entry: Entry) => {
    const close = h("button", { type: "button", class: "close", "aria-label": "Close" }, "×");
    close.addEventListener("click", () => modal.close());
    modal.replaceChildren(close, detail(entry, board.names));
    modal.showModal();
  };
  modal.addEventListener("click", (event) => {
    if (event.target === modal) modal.close();
  });
  const empty = board.entries.length === 0 && h("p", { class: "empty" }, "Nothing is to be done.");
  root.replaceChildren(
    h("h1", {}, board.title),
    empty || tile(board, open),
    modal,
    h("div", { class: "paper" }, ...board.entries.map((entry) => detail(entry, board.names))),
  );
}
