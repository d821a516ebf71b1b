/** Notes at the desk: beside the statement somebody began to write about, though the room goes on meanwhile. */
import { element, slot, write } from "../shared/page.js";
import { call } from "../shared/wire.js";
import { fill } from "../shared/words.js";

/**
 * @param {HTMLElement} desk
 * @param {Record<string, string>} words
 * @param {(answer: import("../shared/wire.js").Said) => void} onAnswer
 * @returns {(state: any) => void} follows the room, except with a note that is being written
 */
export function notes(desk, words, onAnswer) {
  const box = document.getElementById("notes");
  const form = box?.querySelector("form");
  const text = box?.querySelector("textarea");
  const about = form?.elements.namedItem("round");
  if (!(box instanceof HTMLDetailsElement) || !form || !text || !(about instanceof HTMLInputElement)) return () => {};
  let shown = "";

  /** @param {any[]} found */
  const draw = (found) => {
    const mine = found.filter((note) => String(note.round) === about.value);
    slot(box, "notes")?.replaceChildren(...mine.map((note) => element("li", "", `${note.by}, ${note.at}: ${note.text}`)));
  };
  const read = async () => {
    const { body } = await call(box.dataset.notes ?? "");
    if (body?.notes && box.open) draw(body.notes);
  };
  box.addEventListener("toggle", () => (box.open ? read() : draw([])));
  text.addEventListener("input", () => write(box, "note-kept", ""));
  text.addEventListener("keydown", (event) => {
    if (event.key === "Escape") text.blur();
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const sent = text.value;
    const answer = await call(form.action, { round: about.value, text: sent });
    if (answer.body?.ok && text.value === sent) text.value = "";
    write(box, "note-kept", answer.body?.ok ? words.note_kept : "");
    if (answer.body?.notes) draw(answer.body.notes);
    if (!answer.body?.ok) onAnswer(answer);
  });
  return (state) => {
    const round = state.rounds.find((/** @type {any} */ each) => each.id === state.current);
    const button = form.querySelector("button");
    if (!round || text.value || shown === String(round.id)) return;
    shown = about.value = String(round.id);
    if (button) button.disabled = false;
    write(box, "note-on", fill(words.note_on, { code: round.code }));
    write(box, "note-kept", "");
    if (box.open) read();
  };
}
