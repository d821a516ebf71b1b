/** Which screen a phone shows, and its short texts: state in, values out. `app/web/phone_view.py` decides the same. */

import { againOf } from "../shared/page.js";
import { fill } from "../shared/words.js";

const SCREEN_OF_ROUND = { queued: "waiting", open: "statement", closed: "closed", revealed: "revealed" };
const ASIDES = ["comment", "rest", "leave", "other"];

/** The screen that the room's state asks for. */
export function screenOf(/** @type {any} */ state) {
  if (state.workshop.state === "ended") return "ended";
  if (state.workshop.state === "paused") return "paused";
  if (state.answering) return state.answering === "open" ? state.stop.screen : SCREEN_OF_ROUND[state.answering];
  return state.rounds.length ? SCREEN_OF_ROUND[state.rounds[0].state] : "lobby";
}

/** The screen that is seen: what she asked for, unless the room pauses or ends. A hidden screen stays hidden. */
export function nowOf(/** @type {string} */ screen, /** @type {string} */ show) {
  if (show === "hidden") return show;
  return ASIDES.includes(show) && !["paused", "ended"].includes(screen) ? show : screen;
}

/** Where the room is: "17 of 36", or the workshop's title before the first statement. */
export function placeOf(/** @type {any} */ state, /** @type {Record<string, string>} */ words) {
  if (state.stop?.screen === "topic") return state.stop.title;
  if (!state.rounds.length) return state.workshop.title;
  if (!state.position) return "";
  return fill(words.place, { position: state.position, total: state.total });
}

/** The topic, as the team wrote it, and whether it is asked a second time. */
export function topicOf(/** @type {any} */ state, /** @type {Record<string, string>} */ words) {
  const round = state.rounds[0];
  if (!round) return ["", ""];
  const again = againOf(round, words);
  return [state.stop?.title ?? round.statement.family, again ? ` · ${again}` : ""];
}

/** What is said before statements open that are answered at one's own pace, or while only others answer. */
export function comingPaced(/** @type {string} */ answering, /** @type {Record<string, string>} */ words) {
  return answering === "open" ? [words.others_answer, ""] : [words.next_paced, words.next_paced_more];
}

/**
 * What is said before a statement opens: a heading, and a line about it, or "".
 * @param {{number: number, changed?: boolean, asked_earlier?: boolean, topic_is_new: boolean, statement: {family: string}}} round
 * @param {Record<string, string>} words
 */
export function comingOf({ number, changed, asked_earlier: asked, topic_is_new: isNew, statement }, words) {
  if (number > 1) return [words.same, words.same_stays];
  if (changed) return [words.changed_now, asked ? words.changed_stays : ""];
  return [words.next, isNew ? fill(words.next_topic, { topic: statement.family }) : ""];
}

/**
 * The line before a topic, on its first statement where nothing announced it; "" once she has answered.
 * @param {any} state  as seen from where she stands
 * @param {{seq: number, skipped?: boolean}} mine
 * @param {Record<string, string>} words
 */
export function openingOf(state, mine, words) {
  const round = state.rounds[0];
  if (!round || screenOf(state) !== "statement" || mine.seq || mine.skipped) return "";
  const isNew = round.topic_is_new && round.number === 1 && !round.changed;
  const topic = (state.stop && !state.stop.back && state.stop.title) || (isNew && round.statement.family);
  return topic ? fill(words.next_topic, { topic }) : "";
}

/**
 * Her own answer in words.
 * @param {{plausibility: ?number, relevance: ?number, abstained: ?string}} mine
 * @param {Record<string, string[]>} labels  the short words of each question, first point first
 * @param {Record<string, string>} words
 */
export function myAnswer(mine, labels, words) {
  if (mine.abstained) return words[mine.abstained];
  const given = Object.keys(labels).map((name) => labels[name][mine[name] - 1]);
  return given.filter(Boolean).join(" · ") || words.none;
}

/**
 * The line above the screen: what is lost by leaving now, that there is no connection, or the last thing that was said.
 * @param {{now: string, lost: boolean, kept: number, last: string}} facts  `kept`: how many answers wait on this phone
 * @param {Record<string, string>} words
 */
export function noticeOf({ now, lost, kept, last }, words) {
  if (now === "hidden" || now === "gone") return "";
  if (["leave", "other"].includes(now) && kept) return fill(words.leaving, { n: kept });
  if (!lost) return last;
  if (kept < 2) return kept ? words.offline_one : words.offline_none;
  return fill(words.offline, { n: kept });
}

/**
 * What is spoken when the room moves on: only on a change of screen or statement, never for a number.
 * @param {{screen: string, round: number}} before
 * @param {{screen: string, round: number, again?: boolean, changed?: boolean, through?: boolean}} after  `again`: it is
 *   the same statement once more; `changed`: in other words; `through`: no topic is left after this one
 * @param {Record<string, string>} words
 */
export function spoken(before, after, words) {
  if (before.screen === after.screen && before.round === after.round) return "";
  if (after.screen === "topic") return after.through ? words.through : words.topic_end;
  if (after.screen === "waiting") return after.again ? words.same : after.changed ? words.changed_now : words.next;
  return words[`says_${after.screen}`] ?? "";
}

/** Whether the keyboard may follow to a new statement: not while she types or has a box open. */
export function mayMoveFocus(/** @type {?Element} */ active, /** @type {string} */ show) {
  return show === "" && !["TEXTAREA", "INPUT", "SELECT"].includes(active?.tagName ?? "");
}
