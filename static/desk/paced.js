/** What the panel answers at its own pace, drawn at the desk: topics, for whom, and how far it has come. */
import { element, slot, write } from "../shared/page.js";
import { fill } from "../shared/words.js";

const FIGURES = ["done", "present", "begun", "first_in", "parts"];

/** Whether blocks are open now. @param {any} state */
export function isAnswering(state) {
  return state?.answering?.state === "open";
}

/** Take the newest figures over from a frame. @param {any} state @param {Record<string, any>} frame */
export function takeFigures(state, frame) {
  if (!isAnswering(state)) return;
  for (const name of FIGURES) if (name in frame) state.answering[name] = frame[name];
}

/** @param {HTMLElement} stage @param {any} state @param {Record<string, string>} words */
export function drawPaced(stage, state, words) {
  const { answering } = state;
  const paced = slot(stage, "paced");
  const statement = slot(stage, "statement");
  const topics = slot(stage, "paced-topics");
  if (!paced || !statement || !topics) return;
  drawChoice(stage, state);
  paced.hidden = !answering;
  statement.hidden = Boolean(answering);
  if (!answering) return;
  write(stage, "paced-title", answering.before_the_day ? words.paced_ahead : words.paced);
  const same = [...topics.querySelectorAll("[data-block]")].map((line) => line.getAttribute("data-block")).join();
  if (same !== answering.blocks.map((/** @type {any} */ block) => block.id).join()) {
    topics.replaceChildren(...answering.blocks.map((/** @type {any} */ block) => topicLine(block, words)));
  }
  drawPace(stage, state, words);
}

/**
 * What can be taken back while it is open, to be chosen from. Made anew only when it is another list, so that nobody's
 * choice changes under her hand.
 * @param {HTMLElement} stage @param {any} state
 */
function drawChoice(stage, state) {
  const box = /** @type {HTMLElement | null} */ (stage.querySelector('[data-act-box="take_one"]'));
  const select = box?.querySelector("select");
  if (!box || !select) return;
  box.hidden = !state.actions.take_one;
  const open = state.rounds.filter((/** @type {any} */ round) => round.block && round.state === "open");
  const values = open.map((/** @type {any} */ round) => `${round.id}:${round.epoch}`);
  if ([...select.options].map((option) => option.value).join() === values.join()) return;
  const chosen = select.value;
  select.replaceChildren(
    ...open.map((/** @type {any} */ { code, title, mechanism }, /** @type {number} */ at) => {
      return new Option([code, title || mechanism].filter(Boolean).join(" · "), values[at]);
    }),
  );
  if (values.includes(chosen)) select.value = chosen;
}

/**
 * An action with what was chosen beside its button.
 * @param {HTMLElement} desk @param {string} name
 * @param {import("./rules.js").Action | null | undefined} action
 * @returns {import("./rules.js").Action | null | undefined}
 */
export function chosenIn(desk, name, action) {
  const select = desk.querySelector(`[data-act="${name}"] select`);
  if (!action || !(select instanceof HTMLSelectElement) || !select.value) return action;
  const [code] = (select.selectedOptions[0]?.textContent ?? "").split(" · ");
  return { ...action, body: { ...action.body, round: select.value }, code };
}

/** What changes with every answer. @param {HTMLElement} stage @param {any} state @param {Record<string, string>} words */
export function drawPace(stage, state, words) {
  const { answering } = state;
  const isOpen = isAnswering(state);
  write(stage, "begun", isOpen ? fill(words.begun, answering) : "");
  write(stage, "first-in", isOpen && answering.first_in ? fill(words.first_in, { minutes: answering.first_in }) : "");
  for (const [id, done, given] of answering?.parts ?? []) {
    const place = stage.querySelector(`[data-part="${id}"]`);
    if (place) place.textContent = done === null ? "" : fill(words.part_through, { done, given });
  }
}

/** @param {{id: number, title: string, statements: number, seats: number}} block @param {Record<string, string>} words */
function topicLine({ id, title, statements, seats }, words) {
  const line = element("li", "paced__topic");
  line.dataset.block = String(id);
  const many = statements === 1 ? words.statement : fill(words.statements, { n: statements });
  const whom = seats === 1 ? words.for_seat : seats ? fill(words.for_seats, { n: seats }) : words.for_all;
  const done = element("span", "paced__done");
  done.dataset.part = String(id);
  line.append(element("b", "", title), " ", element("span", "soft", `${many} ${whom}`), " ", done);
  return line;
}
