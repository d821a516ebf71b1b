/**
 * Where she stands in her own list while blocks are open: at a statement, or at the end of a topic.
 * `app/web/phone_blocks.py` decides the same. To whoever reads it, a block is a topic.
 */

const FIRST_WORDS = 8; // of a statement, in the list of what was left open

/** @typedef {{id: number, title: string, done: number, total: number}} Topic */

/** The block that a stop lies in, of what this phone holds; undefined where it holds it not. */
export function blockAt(/** @type {any} */ state, /** @type {string} */ at) {
  const [kind, number] = read(at);
  if (kind === "end" || kind === "topic") return number;
  return state.rounds.find(({ id }) => id === number)?.block;
}

/** Whether this phone can go to a stop by itself. */
export function isAtHand(/** @type {any} */ state, /** @type {string} */ at) {
  const block = blockAt(state, at);
  return state.rounds.some((round) => round.block === block);
}

/**
 * The state as seen from one stop, with at most one round; as it is where no block is open.
 * @param {any} state
 * @param {string} at  "12" a statement, "end-3" the end of a topic, "topic-3" a topic; else where she would go on by herself
 * @param {(round: any) => boolean} isDone  whether nothing is left to do with a statement, as this phone knows it
 */
export function atStop(state, at, isDone) {
  if (state.answering !== "open") return state;
  if (!state.blocks.length) return { ...state, rounds: [], stop: { screen: "waiting", left: [], others: [], many: 0, back: "", on: "" } };
  const here = isAtHand(state, at) ? blockAt(state, at) : state.here;
  const own = state.rounds.filter((round) => round.block === here);
  const chosen = chosenOf(own, here, at, isDone);
  const stop = stopOf(state, own, here, chosen, isDone);
  return { ...state, rounds: chosen ? [chosen] : [], position: own.indexOf(chosen) + 1, total: own.length, stop };
}

function read(at) {
  const [, kind, number] = /^(?:(end|topic|after)-)?(\d+)$/.exec(at) ?? [];
  return [kind ?? "", Number(number ?? 0)];
}

function chosenOf(own, here, at, isDone) {
  const [kind, number] = read(at);
  if (kind === "end" && number === here) return undefined;
  const named = own.findIndex(({ id }) => id === number);
  if (named >= 0 && ["", "after"].includes(kind)) return own[named + Number(kind === "after")];
  return own.find((round) => !isDone(round)) ?? (kind === "topic" && number === here ? own[0] : undefined);
}

function stopOf({ blocks, rounds }, own, here, chosen, isDone) {
  const place = blocks.findIndex(({ id }) => id === here);
  const next = blocks[place + 1] ?? null;
  const at = own.indexOf(chosen);
  const undone = own.map((round, index) => ({ round, number: index + 1 })).filter(({ round }) => !isDone(round));
  const left = undone.map(({ round, number }) => ({ at: String(round.id), number, text: firstWords(round.statement), lang: round.statement.lang }));
  const others = next ? [] : blocks.slice(0, place).flatMap((block) => otherOf(block, rounds, isDone));
  const before = place > 0 ? `end-${blocks[place - 1].id}` : "";
  return {
    screen: chosen ? "statement" : "topic",
    block: here,
    title: blocks[place].title,
    is_through: !next,
    left,
    others,
    many: left.length + others.reduce((sum, { many }) => sum + many, 0),
    next,
    back: chosen ? String(own[at - 1]?.id ?? before) : String(own.at(-1).id),
    on: chosen ? String(own[at + 1]?.id ?? `end-${here}`) : next ? `topic-${next.id}` : "",
  };
}

/** What she left open in another topic: as the server knew it, unless its statements are at hand. */
function otherOf(/** @type {Topic} */ { id, title, done, total }, rounds, isDone) {
  const own = rounds.filter(({ block }) => block === id);
  const many = own.length ? own.filter((round) => !isDone(round)).length : total - done;
  return many ? [{ at: `topic-${id}`, title, many }] : [];
}

function firstWords({ parts, wording }) {
  const words = (parts.length ? parts.map(({ text }) => text).join(" · ") : wording).split(/\s+/).filter(Boolean);
  return words.slice(0, FIRST_WORDS).join(" ") + (words.length > FIRST_WORDS ? " …" : "");
}
