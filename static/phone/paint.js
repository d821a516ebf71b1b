/** Painting: the state of the room into the sections the page came with. Texts go in as text, never as markup. */

import { drawBars } from "../shared/bars.js";
import { element } from "../shared/page.js";
import { comingOf, myAnswer, placeOf, topicOf } from "./screens.js";
import { fill } from "../shared/words.js";

/** @typedef {{position: number, label: string, text: string}} Part */

const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (document.querySelector(selector));
const findAll = (/** @type {string} */ selector) => [...document.querySelectorAll(selector)];

/** Write a text only where it differs: a screen reader or a selection is not disturbed. */
export function write(/** @type {Element} */ element, /** @type {string} */ text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Everything that follows from the state, but her answers, which have a module of their own. */
export function paint(/** @type {any} */ state, /** @type {Record<string, string>} */ words, /** @type {any} */ mine) {
  write(find("[data-place]"), placeOf(state, words));
  write(find("[data-topic]"), topicOf(state, words));
  paintPeople(find("[data-people]"), state.workshop.people);
  const round = state.rounds[0];
  if (!round) return;
  for (const block of findAll("[data-statement]")) paintStatement(block, round);
  find("[data-depends]").dataset.at = round.statement.parts.find(({ kind }) => kind === "context")?.position ?? "";
  const [title, more] = comingOf(round, words);
  write(find("[data-next]"), title);
  write(find("[data-next-more]"), more);
  if (round.counts) paintCounts(state, words, mine);
  paintComments(round.comments);
}

function paintPeople(line, people) {
  write(line, people > 1 ? fill(line.dataset.says, { n: people }) : line.dataset.saysOne);
}

function paintStatement(block, { id, statement }) {
  const which = `${id} ${statement.id} ${statement.version}`;
  if (block.dataset.statement === which) return;
  block.dataset.statement = which;
  block.lang = statement.lang;
  const lines = statement.parts.length ? statement.parts.map(partOf) : [element("p", "part", statement.wording)];
  block.replaceChildren(...lines);
}

function partOf(/** @type {Part} */ part) {
  const line = element("p", "part");
  line.append(element("b", "part__label", part.label), ` — ${part.text}`);
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
  write(abstained, counts.abstained ? fill(abstained.dataset.says, { n: counts.abstained }) : "");
  write(find("[data-my-answer]"), myAnswer(mine, labelsOf(), words));
}

function paintComments(texts) {
  find("[data-comments-title]").hidden = !texts.length;
  find("[data-comments]").replaceChildren(...texts.map((text) => element("li", "", text)));
}
