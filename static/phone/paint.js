/** Painting: the state of the room into the sections the page came with. Texts go in as text, never as markup. */

import { drawBars } from "../shared/bars.js";
import { element, piecesOf } from "../shared/page.js";
import { comingOf, comingPaced, myAnswer, placeOf, topicOf } from "./screens.js";
import { fill } from "../shared/words.js";

/** @typedef {{position: number, label: string, text: string}} Part */

export const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (document.querySelector(selector));
const findAll = (/** @type {string} */ selector) => [...document.querySelectorAll(selector)];

/** Put a text only where it differs: a screen reader or a selection is not disturbed. */
export function put(/** @type {Element} */ element, /** @type {string} */ text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Everything that follows from the state, but her answers, which have a module of their own.
 * @param {any} state
 * @param {Record<string, string>} words
 * @param {any} mine
 * @param {string} opening  the line before a topic, or ""
 */
export function paint(state, words, mine, opening) {
  put(find("[data-place]"), placeOf(state, words));
  paintTopic(topicOf(state, words), state.rounds[0]);
  paintPeople(find("[data-people]"), state.workshop.people);
  paintJudged(find("[data-judged]"), state.judged);
  const round = state.rounds[0];
  for (const block of findAll("[data-statement], [data-wanting]")) block.hidden = !round;
  paintOpening(find("[data-opening]"), opening);
  paintStop(state, words);
  if (state.answering) paintComing(comingPaced(state.answering, words));
  if (!round) return;
  for (const block of findAll("[data-statement]")) paintStatement(block, round);
  for (const note of findAll("[data-wanting]")) note.hidden = !round.statement.wanting;
  find("[data-depends]").dataset.at = round.statement.parts.find(({ kind }) => kind === "context")?.position ?? "";
  if (!state.answering) paintComing(comingOf(round, words));
  paintChange(find("[data-changed]"), round);
  put(find("[data-closed]"), round.taken_back ? words.taken_back : words.says_closed);
  if (round.counts) paintCounts(state, words, mine);
  paintComments(round.comments);
}

function paintTopic([topic, again], round) {
  put(find("[data-topic]"), topic);
  put(find("[data-again]"), again);
  if (round) find("[data-topic]").lang = round.statement.family_lang;
}

function paintOpening(line, text) {
  put(line, text);
  line.hidden = !text;
}

function paintComing([title, more]) {
  put(find("[data-next]"), title);
  put(find("[data-next-more]"), more);
}

/** The ways on and back in her own list, and the end of a topic with what was left open. */
function paintStop({ stop, through }, words) {
  for (const part of findAll("[data-paced]")) part.hidden = !stop;
  for (const part of findAll("[data-plenary]")) part.hidden = Boolean(stop);
  if (!stop) return;
  for (const name of ["back", "on"]) for (const link of findAll(`[data-stop-${name}]`)) pointTo(link, stop[name]);
  if (stop.screen !== "topic") return;
  put(find("[data-stop-title]"), stop.is_through ? words.through : words.topic_end);
  find("[data-stop-open]").hidden = !stop.many;
  put(find("[data-stop-many]"), stop.many === 1 ? words.left_one : fill(words.left, { n: stop.many }));
  const left = stop.left.map(({ at, number, text, lang }) => leftLine(at, text, lang, String(number)));
  const others = stop.others.map(({ at, title, many }) => leftLine(at, fill(words.left_in, { topic: title, n: many })));
  find("[data-stop-left]").replaceChildren(...left, ...others);
  find("[data-stop-next]").hidden = !stop.next;
  put(find("[data-stop-next]"), stop.next ? fill(words.next_topic, { topic: stop.next.title }) : "");
  find("[data-stop-rest]").hidden = !stop.is_through;
  find("[data-stop-through]").hidden = !(stop.is_through && through);
  put(find("[data-stop-through]"), through ? fill(words.many_through, through) : "");
}

function pointTo(link, at) {
  link.hidden = !at;
  link.dataset.stop = at;
  link.href = `/phone?stop=${at}`;
}

function leftLine(at, text, lang = "", number = "") {
  const line = element("li");
  const link = element("a", "left__tap");
  const words = element("bdi", "", text);
  if (lang) words.lang = lang;
  pointTo(link, at);
  link.append(...(number ? [element("b", "", number), " "] : []), words);
  line.append(link);
  return line;
}

function paintPeople(line, people) {
  put(line, people > 1 ? fill(line.dataset.says, { n: people }) : line.dataset.saysOne);
}

/** What the group did together, once it has ended: a number of statements, never an answer. */
function paintJudged(line, many) {
  line.hidden = !many;
  put(line, many === 1 ? line.dataset.saysOne : fill(line.dataset.says, { n: many ?? 0 }));
}

function paintStatement(block, { id, statement }) {
  const which = `${id} ${statement.id} ${statement.version} ${statement.read ?? ""}`;
  if (block.dataset.statement === which) return;
  block.dataset.statement = which;
  block.lang = statement.lang;
  const lines = statement.parts.length ? statement.parts.map(partOf) : [element("p", "part", statement.wording)];
  block.replaceChildren(...lines);
}

/** What is different in the statement that is about to come; nothing where it is as it was, or while it is answered. */
function paintChange(block, { statement }) {
  const pieces = statement.pieces ? [{ pieces: statement.pieces }] : statement.parts;
  const lines = pieces.filter((part) => part.pieces).map(changedPartOf);
  block.lang = statement.lang;
  block.hidden = !lines.length;
  block.replaceChildren(...lines);
}

/** What somebody wrote, in whichever direction she writes. */
function ofAnyScript(/** @type {string} */ text) {
  return Object.assign(element("li", "", text), { dir: "auto" });
}

function changedPartOf({ label, pieces }) {
  const line = element("p", "part");
  if (label) line.append(element("b", "part__label", label), " — ");
  line.append(...piecesOf(pieces));
  return line;
}

function partOf(/** @type {Part} */ part) {
  const line = element("p", "part");
  line.append(element("b", "part__label", part.label), " — ", element("bdi", "", part.text));
  return line;
}

/** The short words of both questions, as they stand on their buttons. */
export function labelsOf() {
  const short = (name) => findAll(`[data-question="${name}"] button`).map((button) => button.textContent);
  return { plausibility: short("plausibility"), relevance: short("relevance") };
}

function paintCounts(state, words, mine) {
  const { counts } = state.rounds[0];
  drawBars(find("[data-bars]"), state.bars, words);
  const abstained = find("[data-abstained]");
  put(abstained, counts.abstained ? fill(abstained.dataset.says, { n: counts.abstained }) : "");
  put(find("[data-my-answer]"), myAnswer(mine, labelsOf(), words));
}

function paintComments(texts) {
  find("[data-comments-title]").hidden = !texts.length;
  find("[data-comments]").replaceChildren(...texts.map(ofAnyScript));
}
