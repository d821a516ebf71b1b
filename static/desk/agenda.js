/** The agenda: every statement by topic, marked with how far it has come. */
import { againOf, element, slot, write } from "../shared/page.js";
import { topicsOf } from "./rules.js";

/**
 * Draw the agenda; its lines are made anew only when statements came or went, so that scrolling and focus stay.
 * @param {HTMLElement} desk
 * @param {any} state
 * @param {Record<string, string>} words
 */
export function drawAgenda(desk, state, words) {
  const place = slot(desk, "topics");
  if (!place) return;
  const lines = [...place.querySelectorAll("[data-round]")];
  const same = lines.map((line) => line.getAttribute("data-round")).join() === state.rounds.map((/** @type {any} */ r) => r.id).join();
  if (!same) place.replaceChildren(...topicsOf(state.rounds).flatMap(({ topic, rounds }) => topicLines(topic, rounds)));
  for (const [at, line] of [...place.querySelectorAll("[data-round]")].entries()) {
    if (line instanceof HTMLButtonElement) drawLine(line, state.rounds[at], state.current, words);
  }
}

/** @param {string} topic @param {any[]} rounds */
function topicLines(topic, rounds) {
  return [element("h2", "agenda__topic", topic), ...rounds.map(newLine)];
}

/** @param {any} round */
function newLine(round) {
  const template = document.getElementById("agenda-line");
  if (!(template instanceof HTMLTemplateElement)) throw new Error("The page holds no line for the agenda.");
  const line = /** @type {DocumentFragment} */ (template.content.cloneNode(true)).querySelector("button");
  if (!line) throw new Error("The agenda's line holds no button.");
  line.dataset.round = String(round.id);
  return line;
}

/** @param {HTMLButtonElement} line @param {any} round @param {number | null} current @param {Record<string, string>} words */
function drawLine(line, round, current, words) {
  const isCurrent = round.id === current;
  const moved = isCurrent && !line.hasAttribute("aria-current");
  line.formAction = round.show;
  line.disabled = !round.show;
  line.dataset.state = round.state;
  line.toggleAttribute("aria-current", isCurrent);
  if (isCurrent) line.setAttribute("aria-current", "true");
  write(line, "title", [round.code, round.title || round.mechanism].filter(Boolean).join(" · "));
  write(line, "again", againOf(round, words));
  write(line, "state", words[`round_${round.state}`]);
  if (moved) line.scrollIntoView({ block: "nearest" });
}
