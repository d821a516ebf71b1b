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
