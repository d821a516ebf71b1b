/** What pages share: slots to write into, the texts kept in the page, and sentences with gaps. */

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
 * The texts of the page by name.
 * @param {ParentNode} root
 * @returns {Record<string, string>}
 */
export function wordsOf(root) {
  const lines = [...root.querySelectorAll("#words [data-word]")];
  return Object.fromEntries(lines.map((line) => [line.getAttribute("data-word"), line.textContent]));
}

/**
 * A sentence with its {gaps} filled; a gap nothing is known about stays as it is.
 * @param {string} text
 * @param {Record<string, unknown>} facts
 */
export function fill(text, facts) {
  return text.replace(/\{(\w+)\}/g, (gap, name) => (name in facts ? String(facts[name]) : gap));
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
