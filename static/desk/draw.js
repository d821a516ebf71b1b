/** The desk drawn from its state: the same elements as the page came with. */
import { drawBars } from "../shared/bars.js";
import { againOf, element, peopleHere, piecesOf, slot, write } from "../shared/page.js";
import { fill } from "../shared/words.js";
import { drawAgenda } from "./agenda.js";
import { drawPace, drawPaced, isAnswering } from "./paced.js";
import { labelOf, othersOf } from "./rules.js";

/**
 * @param {HTMLElement} desk
 * @param {any} state
 * @param {{done: number, present: number}} progress
 * @param {Record<string, string>} words
 */
export function drawDesk(desk, state, progress, words) {
  const round = state.rounds.find((/** @type {any} */ each) => each.id === state.current) ?? null;
  drawHead(desk, state, words);
  drawRoom(desk, state, words);
  drawProgress(desk, state, progress, words);
  if (!state.rounds.length) return;
  drawAgenda(desk, state, words);
  drawStage(desk, state, round, words);
  drawActions(desk, state.actions, progress);
}

/**
 * What changes with every answer: who is here, how many are done, and what the big button says of it.
 * @param {HTMLElement} desk
 * @param {any} state
 * @param {{done: number, present: number}} progress
 * @param {Record<string, string>} words
 */
export function drawProgress(desk, state, progress, words) {
  const round = state.rounds.find((/** @type {any} */ each) => each.id === state.current);
  const stage = slot(desk, "stage");
  write(desk, "people", peopleHere(words, state.workshop.people));
  const says = isAnswering(state) ? words.through : round?.state === "open" ? words.done : "";
  if (stage) write(stage, "done", fill(says, progress));
  if (stage) drawPace(stage, state, words);
  const big = state.actions.big;
  const form = desk.querySelector('[data-act="big"]');
  if (big && form) write(form, "text", labelOf(big, progress));
}

/** @param {HTMLElement} desk @param {any} state @param {Record<string, string>} words */
function drawHead(desk, state, words) {
  pill(desk, "workshop-state", words[`workshop_${state.workshop.state}`], state.workshop.state);
  write(desk, "drift", state.drift);
  write(desk, "others", othersOf(state.desks, desk.dataset.name ?? "", words.others));
}

/** @param {HTMLElement} desk @param {any} state @param {Record<string, string>} words */
function drawRoom(desk, state, words) {
  const { locked, blanked, state: at } = state.workshop;
  write(desk, "locked", locked ? words.locked : "");
  write(desk, "blanked", blanked ? words.blanked : "");
  slot(desk, "languages")?.replaceChildren(...(state.languages ?? []).map((/** @type {string} */ line) => element("p", "soft", line)));
  for (const [name, here] of [["ended", at === "ended"], ["running", at !== "ended"]]) {
    const part = slot(desk, String(name));
    if (part) part.hidden = !here;
  }
  for (const [name, count] of Object.entries(state.comments)) {
    const place = desk.querySelector(`[data-comments="${name}"]`);
    if (place) place.textContent = String(count);
  }
}

/** @param {HTMLElement} desk @param {any} state @param {any} round @param {Record<string, string>} words */
function drawStage(desk, state, round, words) {
  const stage = slot(desk, "running");
  if (!stage) return;
  const shown = state.answering ?? round;
  round = state.answering ? null : round;
  write(stage, "place", state.place);
  write(stage, "topic", round ? [round.code, round.family, round.mechanism].filter(Boolean).join(" · ") : "");
  pill(stage, "round-state", shown ? words[`round_${shown.state}`] : "", shown?.state ?? "");
  write(stage, "again", againOf(round, words));
  write(stage, "why", round?.why ? fill(words.why, { why: round.why }) : "");
  write(stage, "taken-back", round?.taken_back ? words.taken_back : "");
  write(stage, "reopened", round?.reopened ? fill(words.reopened, { n: round.reopened }) : "");
  write(stage, "read-aloud", state.aloud ? fill(words.read_aloud, { languages: state.aloud }) : "");
  const aloud = slot(stage, "aloud");
  if (aloud) aloud.hidden = !round || state.workshop.state === "ended";
  drawStatement(stage, round, words);
  drawPaced(stage, state, words);
  drawCounts(stage, state, round, words);
}

/** @param {HTMLElement} stage @param {any} round @param {Record<string, string>} words */
function drawStatement(stage, round, words) {
  const statement = slot(stage, "statement");
  const parts = slot(stage, "parts");
  if (!statement || !parts) return;
  if (round) statement.lang = round.lang;
  write(stage, "title", round ? round.title : words.nothing_on_show);
  drawWording(slot(stage, "wording"), round);
  parts.hidden = !round?.parts?.length;
  const shown = JSON.stringify([round?.id, round?.parts]);
  if (parts.dataset.shown === shown) return;
  parts.dataset.shown = shown;
  parts.replaceChildren(...(round?.parts ?? []).map(partLine));
}

/** @param {{label: string, text: string, pieces?: {kind: string, text: string}[] | null}} part */
function partLine(part) {
  const line = element("div", "parts__line");
  const text = element("dd", "parts__text", part.pieces ? "" : part.text);
  text.append(...piecesOf(part.pieces ?? []));
  line.append(element("dt", "parts__label", part.label), text);
  return line;
}

/** @param {HTMLElement | null} place @param {any} round */
function drawWording(place, round) {
  if (!place) return;
  const text = round && !round.parts?.length ? (round.pieces ?? [{ kind: "same", text: round.wording ?? "" }]) : [];
  place.hidden = !text.length;
  place.replaceChildren(...piecesOf(text));
}

/** @param {HTMLElement} stage @param {any} state @param {any} round @param {Record<string, string>} words */
function drawCounts(stage, state, round, words) {
  const counts = slot(stage, "counts");
  const bars = slot(stage, "bars");
  if (!counts || !bars) return;
  counts.hidden = !state.bars.length;
  write(stage, "on-desk", round?.state === "closed" ? words.on_desk : "");
  write(stage, "outside", state.outside ? fill(words.outside, { n: state.outside }) : "");
  drawBars(bars, state.bars, words);
}

/**
 * @param {HTMLElement} desk
 * @param {Record<string, import("./rules.js").Action | null>} actions
 * @param {{done: number, present: number}} progress
 */
function drawActions(desk, actions, progress) {
  for (const link of desk.querySelectorAll("a[data-press]")) drawLink(link, actions[link.getAttribute("data-press") ?? ""]);
  for (const form of desk.querySelectorAll("[data-act]")) {
    const action = actions[form.getAttribute("data-act") ?? ""] ?? null;
    const button = form.querySelector("button");
    if (!(form instanceof HTMLFormElement) || !button) continue;
    form.hidden = !action && !("keep" in form.dataset);
    button.disabled = !action;
    write(form, "note", action?.note ?? "");
    if (!action) continue;
    form.action = action.url;
    write(form, "text", labelOf(action, progress));
  }
}

/** @param {Element} link @param {import("./rules.js").Action | null | undefined} action */
function drawLink(link, action) {
  if (!(link instanceof HTMLAnchorElement)) return;
  link.hidden = !action;
  if (action) link.href = action.url;
}

/** @param {HTMLElement} root @param {string} name @param {string} text @param {string} state */
function pill(root, name, text, state) {
  write(root, name, text);
  const place = slot(root, name);
  if (place) place.dataset.state = state;
}
