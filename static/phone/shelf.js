/** The shelf: ballots kept on this phone until the server has answered. Keys and values, never a word anybody wrote. */

/** @typedef {import("./answer.js").Ballot} Ballot */

export const ROOM_FOR = 48; // ballots: a block answered where there is no network; 8 KB
export const PREFIX = "plumbline.kept.";
export const OWNER = "plumbline.owner"; // heard by the other pages of this phone, and kept nowhere

/** The ballots kept, with one more; of one round only the newest has to go. null when there is no room for it. */
export function keeping(/** @type {Ballot[]} */ kept, /** @type {Ballot} */ ballot) {
  const others = kept.filter((each) => each.round !== ballot.round);
  return others.length < ROOM_FOR ? [...others, ballot] : null;
}

/** The ballots in a text that was stored: whatever else is found there is none of ours. */
export function ballotsIn(/** @type {?string} */ text) {
  try {
    const found = JSON.parse(text ?? "[]");
    return Array.isArray(found) ? found.filter(isBallot).slice(0, ROOM_FOR) : [];
  } catch {
    return [];
  }
}

function isBallot(/** @type {any} */ found) {
  return typeof found?.key === "string" && [found.seq, found.round, found.epoch].every(Number.isInteger);
}

/** One panellist's shelf; every page of this phone reads and writes the same one. */
export class Shelf {
  #pages = []; // where storage is off or full, ballots are kept as long as the page is
  #isOff = false;
  /** @type {Record<string, string>} */
  signed = {}; // goes up with what is hers: another page may have made this phone somebody else's

  /** @param {string} owner  whose ballots: on a phone that changes hands nobody sends those of another */
  constructor(owner, storage = () => localStorage) {
    this.name = PREFIX + owner;
    this.storage = storage;
  }

  /** @returns {Ballot[]} */
  read() {
    return this.#quietly((storage) => ballotsIn(storage.getItem(this.name))) ?? this.#pages;
  }

  write(/** @type {Ballot[]} */ kept) {
    this.#pages = kept;
    this.#quietly((storage) => (kept.length ? storage.setItem(this.name, JSON.stringify(kept)) : storage.removeItem(this.name)));
  }

  /** Tell the other pages of this phone whose it is now. */
  announce() {
    this.#quietly((storage) => [storage.setItem(OWNER, this.name), storage.removeItem(OWNER)]);
  }

  /** Clear this phone: whoever used it before, nothing is left. */
  clear() {
    this.#pages = [];
    this.#quietly((storage) => Object.keys(storage).filter((name) => name.startsWith(PREFIX)).forEach((name) => storage.removeItem(name)));
  }

  #quietly(act) {
    if (this.#isOff) return undefined;
    try {
      return act(this.storage());
    } catch {
      this.#isOff = true;
      return undefined;
    }
  }
}
