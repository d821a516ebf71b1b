/** How her answers look: the question, the answers given as lines, and the sentence under them. */

import { questionOf, QUESTIONS } from "./answer.js";
import { fill } from "../shared/words.js";

/** @typedef {import("./answers.js").Answers} Answers */

/** Whether an answer is saved, on its way, or waits here: the name of the word for it. */
export function stateOf(/** @type {boolean} */ waits, /** @type {number} */ tries) {
  if (!waits) return "saved_short";
  return tries ? "waits" : "sending";
}

/**
 * The sentence under the answers: not accepted and why, kept here, or saved. It leaves its room to the question while
 * there is nothing to worry about.
 * @param {{refusal: string, kept: number, tries: number, saved: boolean}} facts  `saved`: all is answered and saved
 * @param {Record<string, string>} words
 */
export function noteOf({ refusal, kept, tries, saved }, words) {
  if (refusal) return fill(words.refused, { why: refusal });
  if (kept && tries) return fill(words.waiting, { n: kept });
  return saved ? words.saved : "";
}

/** Paint what stands. */
export function paintAnswers(/** @type {Answers} */ answers) {
  const { root, round, mine, asked } = answers;
  for (const form of root.querySelectorAll("form")) form.hidden = form.dataset.question !== asked;
  paintOpening("round", round.id);
  paintOpening("epoch", round.epoch);
  for (const button of document.querySelectorAll("form[data-question] button")) {
    button.setAttribute("aria-pressed", String(String(mine[button.name]) === button.value));
  }
  for (const line of root.querySelectorAll("[data-line]")) paintLine(line, line.dataset.line, answers);
  document.querySelector("[data-skip]").hidden = round.state !== "open" || !questionOf(mine, "");
  document.querySelector("[data-opening]").hidden ||= mine.seq > 0 || Boolean(mine.skipped);
  const depends = root.querySelector("[data-depends]"); // after an answer between no and yes
  depends.hidden = asked === "plausibility" || !depends.dataset.after.split(" ").includes(String(mine.plausibility));
  paintNote(root.querySelector("[data-note]"), answers);
}

/** Plain forms say which opening of which round they are for; the comment sheet may be at an earlier one. */
function paintOpening(name, value) {
  for (const input of document.querySelectorAll(`form:not([data-comment]) [data-${name}]`)) input.value = String(value);
}

function paintLine(line, name, { root, words, mine, asked, waiting, queue }) {
  line.hidden = !mine[name] || (QUESTIONS.includes(name) ? asked === name : Boolean(asked));
  const button = root.querySelector(`[data-question="${name}"] button[value="${mine[name]}"]`);
  const text = name === "abstained" ? words[mine.abstained] : button?.textContent;
  if (text) line.querySelector("[data-line-answer]").textContent = text;
  const state = line.querySelector("[data-line-state]");
  if (state) state.textContent = words[stateOf(Boolean(waiting), queue.tries)];
}

function paintNote(note, { refusal, words, mine, asked, waiting, queue }) {
  const saved = !waiting && mine.seq > 0 && !asked;
  const text = noteOf({ refusal, kept: queue.kept.length, tries: queue.tries, saved }, words);
  if (note.textContent !== text) note.textContent = text;
  note.hidden = !text;
  note.classList.toggle("note--refused", Boolean(refusal));
}
