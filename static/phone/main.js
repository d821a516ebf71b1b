/**
 * Answers: pressing, keeping and sending them. The one module that comes before she can answer; the rest of the phone
 * (`room.js`) loads after it. An answer is called saved only after the server said so.
 */

const FOLD_AFTER = 2_000; // ms: how long a chosen answer stays in its row
const DEAF_FOR = 350; // ms: a second tap of a trembling finger does not answer the next question
const PATIENCE = 8_000; // ms for one request
const RETRY_FIRST = 2_000; // ms
const RETRY_LONGEST = 20_000; // ms
const QUESTIONS = ["plausibility", "relevance"];

/**
 * @typedef {{seq: number, plausibility: ?number, relevance: ?number, abstained: ?string, parts: number[],
 *   if_changed: number[], skipped?: boolean}} Mine  her answer as the server gives it
 * @typedef {{key: string, seq: number, round: number, epoch: number, plausibility: ?number, relevance: ?number,
 *   abstained: ?string, parts: number[], if_changed: number[]}} Ballot  an answer on its way
 * @typedef {{id: number, epoch: number, state: string, mine: ?Mine}} Round
 * @typedef {"saved" | "refused" | "later"} Fate
 */

/** @type {Readonly<Mine>} */
export const NOTHING = Object.freeze({ seq: 0, plausibility: null, relevance: null, abstained: null, parts: [], if_changed: [], skipped: false });

/** A key of 16 random bytes. `crypto.randomUUID` does not exist on plain http. */
export function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Her answer after pressing something: a rating takes an abstention back, and the other way round. */
export function afterPressing(/** @type {Mine} */ mine, /** @type {Partial<Mine>} */ pressed) {
  if (pressed.abstained) return { ...mine, ...pressed, plausibility: null, relevance: null, skipped: false };
  const rates = QUESTIONS.some((name) => name in pressed);
  return { ...mine, ...pressed, abstained: rates ? null : mine.abstained, skipped: false };
}

/** The question to ask: the one she wants to change, else the first without an answer, else none. */
export function questionOf(/** @type {Mine} */ mine, /** @type {string} */ changing) {
  if (changing) return changing;
  if (mine.abstained || mine.skipped) return "";
  return QUESTIONS.find((name) => mine[name] === null) ?? "";
}

/**
 * What became of an answer; status 0 when the server could not be reached. Whatever is not clearly an answer of ours
 * (a login page of the Wi-Fi, say) means: later.
 * @returns {Fate}
 */
export function fateOf(/** @type {number} */ status, /** @type {?{ok?: boolean}} */ body) {
  if (body?.ok === true) return "saved";
  if (status < 400 || status === 408 || status === 429 || status >= 500) return "later";
  return body?.ok === false ? "refused" : "later";
}

/** The answers kept on this phone, with one more: per round only the newest has to go. */
export function keeping(/** @type {Ballot[]} */ kept, /** @type {Ballot} */ ballot) {
  return [...kept.filter((each) => each.round !== ballot.round), ballot];
}

/** What she sees as hers: what the server has, unless something newer is kept here. */
export function standing(/** @type {?Mine} */ mine, /** @type {Ballot | undefined} */ waiting) {
  if (!waiting || (mine && mine.seq >= waiting.seq)) return mine ?? NOTHING;
  const { plausibility, relevance, abstained, parts, if_changed, seq } = waiting;
  return { plausibility, relevance, abstained, parts, if_changed, seq, skipped: false };
}

/** Send JSON and read JSON. Never throws: status 0 means that there was no answer. */
export async function post(/** @type {string} */ path, /** @type {object} */ payload) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify(payload),
      signal: patience.signal,
    });
    return { status: answer.status, body: await answer.json().catch(() => null) };
  } catch {
    return { status: 0, body: null };
  } finally {
    clearTimeout(timer);
  }
}

/** An answer made ready to go: for this opening of this round, under a key of its own. */
export function ballotOf(/** @type {Round} */ { id, epoch }, /** @type {Mine} */ { seq, plausibility, relevance, abstained, parts, if_changed }) {
  return { key: newKey(), seq, round: id, epoch, plausibility, relevance, abstained, parts, if_changed };
}

/** How long to wait before try number `tries`, in ms; spread, so that a room does not come back in one instant. */
function retryAfter(/** @type {number} */ tries) {
  return Math.min(RETRY_LONGEST, RETRY_FIRST * 2 ** (tries - 1)) * (0.5 + Math.random() / 2);
}

/** What is kept on this phone: keys and values, never a word of a statement or a comment. */
function shelf(/** @type {number} */ workshop) {
  const name = `plumbline.kept.${workshop}`;
  // Storage may be off: then answers are kept as long as the page is.
  const quietly = (act, otherwise) => { try { return act(); } catch { return otherwise; } };
  return {
    read: () => quietly(() => JSON.parse(localStorage.getItem(name) ?? "[]"), []),
    write: (kept) => quietly(() => kept.length ? localStorage.setItem(name, JSON.stringify(kept)) : localStorage.removeItem(name)),
  };
}

/** The answers of one phone: what stands, what is kept, and how both look. */
export class Answers {
  changing = ""; // the question she wants to see again
  lingering = ""; // the question whose chosen answer is still in its row
  refusal = "";
  tries = 0;
  #deafUntil = 0;
  #sending = false;
  #timer = 0;
  /** What the rest of the phone wants to hear. */
  told = { changed: () => {}, saved: () => {}, refused: (/** @type {string} */ _say) => {} };

  constructor(/** @type {HTMLElement} */ root, /** @type {Record<string, string>} */ words, /** @type {number} */ workshop) {
    Object.assign(this, { root, words, shelf: shelf(workshop) });
    const { round, epoch, state, mine } = root.dataset;
    /** @type {Round} */
    this.round = { id: Number(round), epoch: Number(epoch), state, mine: JSON.parse(mine) };
    /** @type {Ballot[]} */
    this.kept = this.shelf.read();
    this.highest = this.round.mine.seq;
  }

  get mine() {
    return standing(this.round.mine, this.kept.find(({ round, epoch }) => round === this.round.id && epoch === this.round.epoch));
  }

  get asked() {
    return this.lingering || questionOf(this.mine, this.changing);
  }

  get keptCount() {
    return this.kept.length;
  }

  /** Whether a tap is taken for a tremble: the question under the finger has just changed. */
  get isDeaf() {
    return performance.now() < this.#deafUntil;
  }

  press(/** @type {Partial<Mine>} */ pressed) {
    const answer = afterPressing(this.mine, pressed);
    this.highest = Math.max(this.highest, answer.seq) + 1;
    this.kept = keeping(this.kept, ballotOf(this.round, { ...answer, seq: this.highest }));
    this.shelf.write(this.kept);
    const name = QUESTIONS.find((each) => each in pressed) ?? "";
    this.#turnTo({ lingering: questionOf(answer, "") ? "" : name });
    if (this.lingering) setTimeout(() => this.#fold(name), FOLD_AFTER);
    this.told.changed();
    this.send();
  }

  change = (/** @type {string} */ name) => this.#turnTo({ changing: name });

  /** Skipping is kept nowhere, so it is sent once and not again. */
  skip() {
    this.round = { ...this.round, mine: { ...this.mine, skipped: true } };
    this.#turnTo({});
    this.told.changed();
    return post("/phone/skip", { round: this.round.id });
  }

  /** Take over what the server says, unless this phone knows something newer of the same opening. */
  show(/** @type {Round} */ now) {
    const same = now.id === this.round.id && now.epoch === this.round.epoch;
    if (!same) Object.assign(this, { changing: "", lingering: "", refusal: "", highest: 0 });
    const newer = same && (this.round.mine?.seq ?? 0) > (now.mine?.seq ?? 0) ? this.round.mine : now.mine;
    this.round = { id: now.id, epoch: now.epoch, state: now.state, mine: newer };
    this.highest = Math.max(this.highest, newer?.seq ?? 0);
    this.paint();
  }

  /** Send what is kept, oldest first, until nothing is left or nobody answers. */
  async send() {
    if (this.#sending) return;
    this.#sending = true;
    clearTimeout(this.#timer);
    while (this.kept.length && (await this.#sendOne(this.kept[0])));
    this.#sending = false;
    if (this.kept.length) this.#timer = setTimeout(() => this.send(), retryAfter(++this.tries));
    this.paint();
    this.told.changed();
  }

  async #sendOne(ballot) {
    const { status, body } = await post("/phone/ballots", ballot);
    const fate = fateOf(status, body);
    if (fate === "later") return false;
    this.tries = 0;
    this.kept = this.kept.filter(({ key }) => key !== ballot.key);
    this.shelf.write(this.kept);
    if (fate === "saved") this.#accept(ballot);
    else this.#refuse(ballot, body.say);
    return true;
  }

  /** Clear this phone. */
  forget() {
    this.shelf.write((this.kept = []));
  }

  #accept(ballot) {
    const isNewest = ballot.round === this.round.id && ballot.seq >= (this.round.mine?.seq ?? 0);
    if (isNewest) this.round = { ...this.round, mine: standing(null, ballot) };
    if (!this.kept.length) this.told.saved();
  }

  #refuse(ballot, say) {
    if (ballot.round === this.round.id) this.refusal = say;
    this.told.refused(say);
  }

  /** Another question comes under the finger; a keyboard follows it. */
  #turnTo({ lingering = "", changing = "" }) {
    const follows = this.root.contains(document.activeElement);
    Object.assign(this, { lingering, changing, refusal: "" });
    if (!lingering) this.#deafUntil = performance.now() + DEAF_FOR; // never the clock: a phone that sets it back would be deaf for long
    this.paint();
    if (follows && !lingering) this.root.querySelector("form:not([hidden]) .question__asks, [data-line]:not([hidden])")?.focus();
  }

  #fold(name) {
    if (this.lingering !== name) return;
    const follows = this.root.contains(document.activeElement);
    this.lingering = "";
    this.paint();
    if (follows) this.root.querySelector(`[data-line="${name}"]`)?.focus({ preventScroll: true });
  }

  paint() {
    const { root, round, mine, asked } = this;
    for (const form of root.querySelectorAll("form")) form.hidden = form.dataset.question !== asked;
    for (const input of document.querySelectorAll("form:not([data-comment]) [data-round]")) input.value = String(round.id);
    for (const input of document.querySelectorAll("form:not([data-comment]) [data-epoch]")) input.value = String(round.epoch);
    for (const button of document.querySelectorAll("form[data-question] button")) {
      button.setAttribute("aria-pressed", String(String(mine[button.name]) === button.value));
    }
    for (const line of root.querySelectorAll("[data-line]")) this.#paintLine(line, line.dataset.line);
    document.querySelector("[data-skip]").hidden = round.state !== "open" || !questionOf(mine, "");
    const depends = root.querySelector("[data-depends]"); // after an answer between no and yes
    depends.hidden = asked === "plausibility" || !depends.dataset.after.split(" ").includes(String(mine.plausibility));
    this.#paintNote(root.querySelector("[data-note]"));
  }

  #paintLine(line, name) {
    const { mine, asked } = this;
    line.hidden = !mine[name] || (QUESTIONS.includes(name) ? asked === name : Boolean(asked));
    const button = this.root.querySelector(`[data-question="${name}"] button[value="${mine[name]}"]`);
    const text = name === "abstained" ? this.words[mine.abstained] : button?.textContent;
    if (text) line.querySelector("[data-line-answer]").textContent = text;
    const state = line.querySelector("[data-line-state]");
    if (state) state.textContent = this.words[this.kept.length ? (this.tries ? "waits" : "sending") : "saved_short"];
  }

  /** The sentence under the answers. It leaves its room to the question while there is nothing to worry about. */
  #paintNote(note) {
    const { refusal, words, kept, tries, mine, asked } = this;
    const waits = tries && kept.length ? words.waiting.replace("{n}", String(kept.length)) : "";
    const saved = !kept.length && mine.seq && !asked ? words.saved : "";
    const text = refusal ? words.refused.replace("{why}", refusal) : waits || saved;
    if (note.textContent !== text) note.textContent = text;
    note.hidden = !text;
    note.classList.toggle("note--refused", Boolean(refusal));
  }
}

/** Join presses on this page to the answers. */
function start() {
  const { workshop } = document.querySelector("[data-phone]").dataset;
  const texts = [...document.querySelectorAll("#words [data-word]")].map((line) => [line.dataset.word, line.textContent]);
  const answers = new Answers(document.querySelector("[data-answers]"), Object.fromEntries(texts), Number(workshop));
  document.addEventListener("click", (event) => {
    const pressed = event.target.closest("form[data-question] button, [data-change]");
    if (!pressed || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (pressed.dataset.change) answers.change(pressed.dataset.change);
    else if (!answers.isDeaf || !answers.root.contains(pressed)) answers.press({ [pressed.name]: QUESTIONS.includes(pressed.name) ? Number(pressed.value) : pressed.value });
  });
  document.querySelector("[data-skip]").addEventListener("submit", (event) => {
    event.preventDefault();
    answers.skip();
  });
  for (const wake of ["online", "pageshow"]) addEventListener(wake, () => answers.send());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && answers.send());
  answers.send();
  load(answers);
}

/** The rest of the phone; where the network is gone at this moment, again and again. */
function load(answers, tries = 0) {
  const again = () => setTimeout(load, RETRY_LONGEST, answers, tries + 1);
  import(`./room.js${tries ? `?${tries}` : ""}`).then(({ enter }) => enter(answers), again);
}

if (typeof document !== "undefined") start();
