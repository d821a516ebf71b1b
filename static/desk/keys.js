/** The desk's keys, and the size of its text. */
import { meaningOf } from "./rules.js";

const SIZES = 5;
const KEPT = "plumbline-keys"; // on this computer, where the browser allows it: whether the keys are switched off

/**
 * @param {HTMLElement} desk
 * @param {(name: string) => void} press  presses the button of that name
 */
export function keys(desk, press) {
  const switched = document.getElementById("keys-on");
  for (const part of desk.querySelectorAll("[data-needs-script]")) if (part instanceof HTMLElement) part.hidden = false;
  for (const button of desk.querySelectorAll("[data-size]")) {
    button.addEventListener("click", () => resize(Number(button.getAttribute("data-size"))));
  }
  const own = { door: () => toggle("door"), notes: writeNote, keys: () => toggle("keys"), larger: () => resize(1), smaller: () => resize(-1) };
  if (switched instanceof HTMLInputElement) remember(switched);
  document.addEventListener("keydown", (event) => {
    if (switched instanceof HTMLInputElement && !switched.checked) return;
    const target = event.target instanceof Element ? event.target : document.body;
    const meaning = meaningOf(event, target.tagName);
    if (!meaning) return;
    event.preventDefault();
    const link = desk.querySelector(`a[data-press="${meaning}"]`);
    if (link instanceof HTMLAnchorElement && !link.hidden) link.click();
    else if (meaning in own) own[/** @type {keyof typeof own} */ (meaning)]();
    else press(meaning);
  });
}

/**
 * The switch stands where it was left, on this computer.
 * @param {HTMLInputElement} switched
 */
function remember(switched) {
  const show = () => document.body.classList.toggle("desk--no-keys", !switched.checked);
  try {
    switched.checked = localStorage.getItem(KEPT) !== "off";
  } catch {
    // This browser keeps nothing: the keys are on until they are switched off again.
  }
  show();
  switched.addEventListener("change", () => {
    show();
    try {
      localStorage.setItem(KEPT, switched.checked ? "on" : "off");
    } catch {
      // as above
    }
  });
}

/** @param {string} id */
function toggle(id) {
  const part = document.getElementById(id);
  if (part instanceof HTMLDetailsElement) part.open = !part.open;
}

/** Open the notes, the pen in the hand; once more closes them. */
function writeNote() {
  toggle("notes");
  const part = document.getElementById("notes");
  if (part instanceof HTMLDetailsElement && part.open) part.querySelector("textarea")?.focus();
}

/** @param {number} step */
function resize(step) {
  const root = document.documentElement;
  const size = Math.min(SIZES, Math.max(1, Number(root.dataset.size ?? 2) + step));
  root.dataset.size = String(size);
}
