/** The desk's rules that need no page: what a button says, when it asks first, and which key means what. */
import { fill } from "../shared/words.js";

/**
 * What a button does now, as the server says it; null where it can do nothing.
 * @typedef {{text: string, url: string, body: Record<string, string | number>, note: string, asks: string | null, code?: string}} Action
 */

export const FEW = 0.6; // closing asks first when a smaller share than this is done
export const TOO_SOON = 700; // ms after its answer in which a second press of a button is the same decision

/**
 * @param {Action} action
 * @param {{done: number, present: number}} progress
 */
export function labelOf(action, progress) {
  return fill(action.text, progress);
}

/**
 * Which question is put before an action: "end", "few", "take_back", "take_one", or none.
 * @param {Action} action
 * @param {{done: number, present: number}} progress
 */
export function questionOf(action, progress) {
  if (action.asks === "few") return progress.done < FEW * progress.present ? "few" : "";
  return action.asks ?? "";
}

/** @type {Record<string, string>} */
const KEYS = {
  ArrowLeft: "back",
  PageUp: "back",
  ArrowRight: "next",
  PageDown: "big",
  " ": "big",
  r: "reveal",
  b: "blank",
  p: "pause",
  q: "door",
  u: "undo",
  n: "notes",
  t: "talk",
  e: "amend",
  "+": "larger",
  "-": "smaller",
  "?": "keys",
};

/**
 * What a key means; "" where it belongs to a field, to a button with the focus, or to the browser.
 * @param {{key: string, repeat?: boolean, ctrlKey?: boolean, altKey?: boolean, metaKey?: boolean}} event
 * @param {string} target  the name of the element that has the focus
 */
export function meaningOf(event, target) {
  if (event.repeat || event.ctrlKey || event.altKey || event.metaKey) return "";
  const focused = target.toUpperCase();
  if (["INPUT", "TEXTAREA", "SELECT"].includes(focused)) return "";
  if (event.key === " " && ["BUTTON", "A", "SUMMARY"].includes(focused)) return "";
  return KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key] ?? "";
}

/**
 * The agenda as runs of one topic, or of one block, in the order of the afternoon.
 * @template {{topic: string}} Round
 * @param {Round[]} rounds
 * @returns {{topic: string, rounds: Round[]}[]}
 */
export function topicsOf(rounds) {
  /** @type {{topic: string, rounds: Round[]}[]} */
  const topics = [];
  for (const round of rounds) {
    const last = topics.at(-1);
    if (last?.topic === round.topic) last.rounds.push(round);
    else topics.push({ topic: round.topic, rounds: [round] });
  }
  return topics;
}

/**
 * Whether a run of the agenda is folded at first: where there are blocks, all but where the room is. 272 lines are many.
 * @param {{id: number}[]} rounds
 * @param {{current: number | null, rounds: {block?: number | null}[]}} state
 */
export function isFolded(rounds, state) {
  return state.rounds.some((round) => round.block) && !rounds.some((round) => round.id === state.current);
}

/**
 * How many are done of how many, from a frame or from a state.
 * @param {any} state
 * @returns {{done: number, present: number}}
 */
export function progressOf(state) {
  const isAnswering = state.answering?.state === "open";
  const round = isAnswering ? state.answering : state.rounds.find((/** @type {any} */ each) => each.id === state.current);
  return { done: round?.done ?? 0, present: round?.present ?? 0 };
}

/**
 * Who else is at a desk of this workshop, as a sentence; "" for nobody.
 * @param {string[]} desks
 * @param {string} me
 * @param {string} sentence  with a gap for {names}
 */
export function othersOf(desks, me, sentence) {
  const names = desks.filter((name) => name !== me).join(", ");
  return names && fill(sentence, { names });
}

/**
 * For how many ms something can still be taken back.
 * @param {any} state
 */
export function undoLeft(state) {
  const round = state.rounds.find((/** @type {any} */ each) => each.id === state.current);
  return (state.answering ?? round)?.undo_ms || state.step?.ms || 0;
}
