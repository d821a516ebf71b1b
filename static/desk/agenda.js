/** The agenda: every statement by topic, marked with how far it has come. */
import { againOf, slot, write } from "../shared/page.js";
import { fill } from "../shared/words.js";
import { isFolded, topicsOf } from "./rules.js";

/**
 * Draw the agenda; its lines are made anew only when statements came or went, so that scrolling, folds and focus stay.
 * @param {HTMLElement} desk
 * @param {any} state
 * @param {Record<string, string>} words
 */
export function drawAgenda(desk, state, words) {
  const place = slot(desk, "topics");
  if (!place) return;
  const lines = [...place.querySelectorAll("[data-round]")];
  const same = lines.map((line) => line.getAttribute("data-round")).join() === state.rounds.map((/** @type {any} */ r) => r.id).join();
  if (!same) drawFolds(place, state, words);
  for (const [at, line] of [...place.querySelectorAll("[data-round]")].entries()) {
    if (line instanceof HTMLButtonElement) drawLine(line, state.rounds[at], state.current, words);
  }
}

/** What somebody unfolded stays so. @param {HTMLElement} place @param {any} state @param {Record<string, string>} words */
function drawFolds(place, state, words) {
  const open = new Set([...place.querySelectorAll("details[open] [data-round]")].map((line) => line.getAttribute("data-round")));
  place.replaceChildren(
    ...topicsOf(state.rounds).map(({ topic, rounds }) => {
      const fold = /** @type {HTMLDetailsElement} */ (copyOf("agenda-topic"));
      write(fold, "name", topic);
      const many = new Set(rounds.map((/** @type {any} */ round) => round.code)).size;
      write(fold, "many", many === 1 ? words.statement : fill(words.statements, { n: many }));
      fold.open = rounds.some((/** @type {any} */ round) => open.has(String(round.id))) || !isFolded(rounds, state);
      fold.append(...rounds.map(newLine));
      return fold;
    }),
  );
}

/** @param {any} round */
function newLine(round) {
  const line = copyOf("agenda-line");
  line.dataset.round = String(round.id);
  return line;
}

/** @param {string} id  of a template that holds one element */
function copyOf(id) {
  const template = document.getElementById(id);
  const made = template instanceof HTMLTemplateElement && template.content.firstElementChild?.cloneNode(true);
  if (!(made instanceof HTMLElement)) throw new Error(`The page holds no ${id}.`);
  return made;
}

/** The room goes on: the block it comes to unfolds, and the one that had unfolded by itself folds again. @param {HTMLElement} line */
function comeTo(line) {
  const fold = line.closest("details");
  for (const other of line.closest('[data-slot="topics"]')?.querySelectorAll("details[data-came]") ?? []) {
    if (!(other instanceof HTMLDetailsElement) || other === fold) continue;
    other.open = false;
    delete other.dataset.came;
  }
  if (fold && !fold.open) Object.assign(fold, { open: true }).dataset.came = "";
  line.scrollIntoView({ block: "nearest" });
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
  if (moved) comeTo(line);
}
