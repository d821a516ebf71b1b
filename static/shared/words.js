/** The texts kept in the page, and sentences with gaps. */

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
