/** The wall drawn from its state: one picture at a time, with the same elements as the page came with. */
import { drawBars } from "../shared/bars.js";
import { againOf, element, peopleHere, piecesOf, slot, write } from "../shared/page.js";
import { fill } from "../shared/words.js";
import { CLOSER, STEPS, announcement, isOn, largestThatFits } from "./rules.js";

/**
 * @param {HTMLElement} wall
 * @param {any} state
 * @param {Record<string, string>} words
 */
export function drawWall(wall, state, words) {
  const round = state.round;
  write(wall, "place", round && state.position ? fill(words.place, state) : "");
  write(wall, "topic", round ? round.statement.family : "");
  write(wall, "again", againOf(round, words));
  write(wall, "closed", round?.taken_back ? words.taken_back : words.talks);
  write(wall, "next-topic", round ? announcement(round, words) : "");
  if (round) drawStatement(wall, round);
  drawAnswers(wall, state, words);
  write(wall, "wifi", state.wifi);
  drawNumbers(wall, state, words);
  showPicture(wall, state.picture);
  fitText(wall, state.fit);
}

/**
 * The numbers that change with every answer.
 * @param {HTMLElement} wall
 * @param {{done: number, present: number, first_in?: ?number, workshop: {people: number}}} state
 * @param {Record<string, string>} words
 */
export function drawNumbers(wall, state, words) {
  const done = slot(wall, "done");
  if (done) done.textContent = fill(words.done, { done: state.done, present: state.present });
  write(wall, "through", fill(words.through, { done: state.done, present: state.present }));
  write(wall, "first-in", state.first_in ? fill(words.first_in, { minutes: state.first_in }) : "");
  write(wall, "people", peopleHere(words, state.workshop.people));
}

/** @param {HTMLElement} wall @param {string} picture */
export function showPicture(wall, picture) {
  wall.dataset.picture = picture;
  for (const part of wall.querySelectorAll("[data-on]")) {
    if (part instanceof HTMLElement) part.hidden = !isOn(part.dataset.on ?? "", picture);
  }
}

/**
 * Make the statement as large as the wall allows, and the answers beside it as wide apart: neither is scrolled.
 * @param {HTMLElement} wall
 * @param {number} begin
 */
export function fitText(wall, begin) {
  largestThatFits(begin, STEPS, (tried) => isHeld(wall, "fit", tried, ".wall__picture--text, .wall__statement"));
  largestThatFits(1, CLOSER, (tried) => isHeld(wall, "answers", tried, ".wall__answers"));
}

/** Whether what is shown fits at this step. @param {HTMLElement} wall @param {string} name @param {number} step @param {string} texts */
function isHeld(wall, name, step, texts) {
  wall.dataset[name] = String(step);
  return [...wall.querySelectorAll(texts)].every((text) => text.scrollHeight <= text.clientHeight + 1);
}

/** @param {HTMLElement} wall @param {any} round */
function drawStatement(wall, round) {
  const { statement } = round;
  const place = slot(wall, "statement");
  const parts = slot(wall, "parts");
  if (!place || !parts) return;
  place.lang = statement.lang;
  write(place, "title", statement.title);
  drawWording(slot(place, "wording"), statement);
  parts.hidden = !statement.parts.length;
  const shown = JSON.stringify(statement.parts);
  if (parts.dataset.shown === shown) return;
  parts.dataset.shown = shown;
  parts.replaceChildren(...statement.parts.map(partLine));
}

/** @param {{label: string, text: string, pieces?: {kind: string, text: string}[]}} part */
function partLine(part) {
  const line = element("div", "wall__part");
  const text = element("dd", "", part.pieces ? "" : part.text);
  text.append(...piecesOf(part.pieces ?? []));
  line.append(element("dt", "", part.label), text);
  return line;
}

/** @param {HTMLElement | null} place @param {any} statement */
function drawWording(place, { parts, wording, pieces }) {
  if (!place) return;
  place.hidden = parts.length > 0;
  place.replaceChildren(...(parts.length ? [] : piecesOf(pieces ?? [{ kind: "same", text: wording }])));
}

/** @param {HTMLElement} wall @param {any} state @param {Record<string, string>} words */
function drawAnswers(wall, state, words) {
  const bars = slot(wall, "bars");
  const comments = slot(wall, "comments");
  if (!bars || !comments) return;
  drawBars(bars, state.bars, words);
  write(wall, "outside", state.outside ? fill(words.outside, { n: state.outside }) : "");
  const texts = state.round?.comments ?? [];
  comments.hidden = !texts.length;
  comments.replaceChildren(...texts.map((/** @type {string} */ text) => Object.assign(element("li", "", text), { dir: "auto" })));
}
