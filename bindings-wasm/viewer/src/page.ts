// The page of `cx-triage board`: the data stands in it.
import type { Board } from "./board.js";
import "./style.css";
import { show } from "./view.js";

const data = document.getElementById("data")?.textContent ?? "null";
const board: Board | null = JSON.parse(data);
const root = document.getElementById("board");
if (root) show(root, board ?? { title: "CX Escalations", names: { levels: {}, sops: {} }, entries: [] });
