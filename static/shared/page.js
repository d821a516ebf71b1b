/** What pages share: slots to write into, and pieces of them. */

import { fill } from "./words.js";

/**
 * The element of that name inside another one.
 * @param {ParentNode} root
 * @param {string} name
 * @returns {HTMLElement | null}
 */
export function slot(root, name) {
  return root.querySelector(`[data-slot="${name}"]`);
}

/**
 * Write a text into a slot; an empty one hides it. What stands there already is not written again, so that nothing is
 * read out twice and no selection is lost.
 * @param {ParentNode} root
 * @param {string} name
 * @param {string} text
 */
export function write(root, name, text) {
  const element = slot(root, name);
  if (!element) return;
  if (text && element.textContent !== text) element.textContent = text;
  element.hidden = !text;
}

/**
 * How many people are here, as a sentence.
 * @param {Record<string, string>} words
 * @param {number} people
 */
export function peopleHere(words, people) {
  return fill(people === 1 ? words.person : words.people, { people });
}

/**
 * That a statement is asked once more, or in other words, after the talk; "" for a first asking.
 * @param {{number: number, changed?: boolean} | null | undefined} round
 * @param {Record<string, string>} words
 */
export function againOf(round, words) {
  if ((round?.number ?? 1) > 1) return words.again;
  return round?.changed ? words.changed : "";
}

/**
 * A changed text as its pieces: what went struck through, what came underlined, and spaces between them.
 * @param {{kind: string, text: string}[]} pieces
 */
export function piecesOf(pieces) {
  const names = { gone: "del", new: "ins" };
  const made = pieces.map(({ kind, text }) => (kind in names ? element(names[/** @type {"gone" | "new"} */ (kind)], "", text) : text));
  return made.flatMap((piece, at) => (at ? [" ", piece] : [piece]));
}

/**
 * An element with a class and a text.
 * @param {string} name
 * @param {string} [className]
 * @param {string} [text]
 */
export function element(name, className = "", text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}
