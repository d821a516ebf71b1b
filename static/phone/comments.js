/** The comment sheet. A draft lives in the page alone; what could not be sent says so and stays. */

import { fill } from "../shared/words.js";

export const LONGEST = 600; // characters, as the server counts them: code points, not halves of an emoji

/** How long a text is, as the server counts. */
export function lengthOf(/** @type {string} */ text) {
  return [...text.trim()].length;
}

/**
 * What the sheet asks to send: objections for the ballot, and the comment when something was written.
 * @param {{text: string, parts: number[], changed: boolean, at?: ?number}} sheet  `at`: the part it was opened at
 * @param {{parts: number[], if_changed: number[]}} mine
 */
export function toSend({ text, parts, changed, at = null }, mine) {
  const objections = { parts, if_changed: changed ? parts : [] };
  const same = (one, other) => String(one) === String(other);
  const differs = !same(parts, mine.parts) || !same(objections.if_changed, mine.if_changed);
  return { objections: differs ? objections : null, part: parts.length === 1 ? parts[0] : at, writes: lengthOf(text) > 0 };
}

/** What is wrong with a sheet before it is sent; "" when nothing is. */
export function problemOf(/** @type {string} */ text, /** @type {boolean} */ objects, /** @type {Record<string, string>} */ words) {
  if (lengthOf(text) > LONGEST) return fill(words.long, { n: lengthOf(text) });
  return lengthOf(text) === 0 && !objects ? words.empty : "";
}

/** One sheet on one page. */
export class Sheet {
  #round = 0;
  #place = "";
  #ticks = "";
  #key = "";
  #sentText = "";
  #sending = false;

  /**
   * @param {HTMLFormElement} form
   * @param {import("./answers.js").Answers} answers
   * @param {{words: Record<string, string>, post: Function, newKey: () => string, close: () => void, sent: () => void}} outside
   */
  constructor(form, answers, outside) {
    Object.assign(this, { form, answers, ...outside });
    this.#round = Number(form.elements.round.value);
    this.#place = document.querySelector("[data-place]").textContent;
    this.#ticks = this.#ticksBy("defaultChecked"); // she may have ticked something before this script came
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    form.addEventListener("input", () => this.#note());
  }

  get values() {
    const { text, seen, may_show: mayShow, changed, at } = this.form.elements;
    const parts = [...this.form.querySelectorAll("[name=parts]:checked")].map((box) => Number(box.value));
    return { text: text.value, parts, changed: changed.checked, seen: seen.checked, may_show: mayShow.value === "yes", at: at.value ? Number(at.value) : null };
  }

  /** What is ticked, as one word to compare. */
  get ticks() {
    return this.#ticksBy("checked");
  }

  #ticksBy(/** @type {"checked" | "defaultChecked"} */ which) {
    return [...this.form.querySelectorAll("[type=checkbox], [type=radio]")].map((box) => Number(box[which])).join("");
  }

  get #isBegun() {
    return lengthOf(this.form.elements.text.value) > 0 || this.ticks !== this.#ticks;
  }

  /** Open it at a part, "" for the whole statement. */
  open(/** @type {string} */ at) {
    const title = document.querySelector("[data-comment-title]");
    title.textContent = at ? title.dataset.dependsOn : title.dataset.plain;
    this.form.elements.at.value = at;
  }

  /** The page speaks another language now. */
  reword() {
    this.open(this.form.elements.at.value);
    this.#note();
  }

  /** Turn to the statement on show, unless a draft for an earlier one is still here: then it says for which. */
  follow(/** @type {any} */ round, /** @type {any} */ mine, /** @type {string} */ place) {
    const isOther = Boolean(round) && round.id !== this.#round;
    const stays = isOther && (this.#isBegun || this.#sending);
    this.#tell("[data-draft-of]", stays ? fill(this.words.draft_of, { place: this.#place }) : "");
    if (!isOther || stays) return;
    [this.#round, this.#place] = [round.id, place];
    this.form.reset();
    this.open("");
    this.form.elements.round.value = String(round.id);
    this.form.elements.epoch.value = String(round.epoch);
    const chips = round.statement.parts.map((part) => chip(part, mine.parts.includes(part.position)));
    this.form.querySelector("[data-chips]").replaceChildren(...chips);
    this.form.elements.changed.checked = mine.if_changed.length > 0;
    this.#ticks = this.ticks;
    this.#note();
  }

  #note() {
    const { text, parts, changed } = this.values;
    const left = this.form.querySelector("[data-left]");
    left.textContent = fill(left.dataset.says, { n: lengthOf(text) });
    const shown = this.form.querySelector("[data-part-texts]");
    const texts = [...document.querySelectorAll('[data-screen="statement"] .part')];
    shown.textContent = parts.map((position) => texts[position - 1]?.textContent ?? "").join("\n");
    shown.hidden = !changed || !parts.length;
    this.#say("");
  }

  #say = (text) => this.#tell("[data-comment-note]", text);

  #tell(where, text) {
    const note = this.form.querySelector(where);
    if (note.textContent !== text) note.textContent = text;
    note.hidden = !text;
  }

  async #send() {
    const values = this.values;
    const current = this.#round === this.answers.round.id;
    const { objections, part, writes } = toSend(values, current ? this.answers.mine : { parts: [], if_changed: [] });
    const problem = problemOf(values.text, Boolean(objections), this.words);
    if (problem) return this.#say(problem);
    // Objections alone go up after closing too: the server says that they came late. Words go up without them.
    if (objections && current && (!writes || this.answers.round.state === "open")) this.answers.press(objections);
    if (writes && !(await this.#write(values, part))) return undefined;
    this.#sentText = "";
    this.form.elements.text.value = "";
    this.#ticks = this.ticks;
    this.#note();
    if (writes) this.sent();
    return this.close();
  }

  async #write({ text, seen, may_show }, part) {
    if (this.#sending) return false;
    // A second try of the same words carries the same key: it is kept once.
    if (text !== this.#sentText) [this.#key, this.#sentText] = [this.newKey(), text];
    this.#sending = true;
    this.#say(this.words.sending);
    const { body } = await this.post("/phone/comments", { key: this.#key, round: this.#round, part, text, seen, may_show }, this.answers.queue.shelf.signed);
    this.#sending = false;
    if (body?.ok === true) return true;
    this.#say(body?.say ?? this.words.unsent);
    return false;
  }
}

function chip({ position, label }, checked) {
  const box = Object.assign(document.createElement("input"), { className: "over", type: "checkbox", name: "parts", value: String(position), defaultChecked: checked });
  const around = document.createElement("label");
  around.className = "chip";
  around.append(box, label);
  return around;
}
