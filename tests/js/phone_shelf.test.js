import assert from "node:assert/strict";
import test from "node:test";

import { ballotsIn, keeping, ROOM_FOR, Shelf } from "../../static/phone/shelf.js";

const ballot = (round, key = `k${round}`) => ({ key, seq: 1, round, epoch: 1, plausibility: 4, relevance: null, abstained: null, parts: [], if_changed: [] });
const many = (n) => Array.from({ length: n }, (_, at) => ballot(at + 1));
const keys = (kept) => kept.map(({ key }) => key);

/** Storage as a browser has it: names are own properties, values are texts. */
class Stored {
  getItem = (name) => (Object.hasOwn(this, name) ? this[name] : null);
  setItem = (name, text) => void (this[name] = text);
  removeItem = (name) => void delete this[name];

  constructor() {
    for (const name of ["getItem", "setItem", "removeItem"]) Object.defineProperty(this, name, { enumerable: false });
  }
}

test("of two answers to one round only the newer one is kept", () => {
  assert.deepEqual(keys(keeping([ballot(4), ballot(5, "old")], ballot(5, "new"))), ["k4", "new"]);
});

test("a full phone takes no more and drops none", () => {
  const full = many(ROOM_FOR);
  assert.equal(keeping(full, ballot(ROOM_FOR + 1)), null);
  assert.equal(full.length, ROOM_FOR);
  assert.deepEqual(keys(keeping(full, ballot(1, "new"))).at(-1), "new");
});

test("a few dozen ballots fit into what every browser allows", () => {
  assert.ok(ROOM_FOR >= 24 && JSON.stringify(many(ROOM_FOR)).length < 16_000);
});

const TEXTS = [
  ["nothing", null, []],
  ["ballots", JSON.stringify(many(2)), ["k1", "k2"]],
  ["half a text", '[{"key": "k1"', []],
  ["null", "null", []],
  ["another program's thing", '{"key": "k1", "seq": 1, "round": 1, "epoch": 1}', []],
  ["a ballot among what is none", JSON.stringify([null, 7, { key: 1 }, { key: "k", seq: "1", round: 1, epoch: 1 }, ballot(3)]), ["k3"]],
  ["more than there is room for", JSON.stringify(many(ROOM_FOR + 5)), keys(many(ROOM_FOR))],
];
for (const [name, text, found] of TEXTS) {
  test(`what was stored is read as far as it is ballots: ${name}`, () => assert.deepEqual(keys(ballotsIn(text)), found));
}

test("two pages of one phone keep on the same shelf, two people on their own", () => {
  const stored = new Stored();
  const shelf = (owner) => new Shelf(owner, () => stored);
  shelf("asha").write([ballot(1)]);
  assert.deepEqual(keys(shelf("asha").read()), ["k1"]);
  assert.deepEqual(shelf("meera").read(), []);
});

test("an empty shelf leaves nothing behind, and leaving clears everybody's", () => {
  const stored = Object.assign(new Stored(), { "another program": "stays" });
  new Shelf("asha", () => stored).write([ballot(1)]);
  new Shelf("meera", () => stored).write([]);
  assert.deepEqual(Object.keys(stored), ["another program", "plumbline.kept.asha"]);
  new Shelf("meera", () => stored).clear();
  assert.deepEqual(Object.keys(stored), ["another program"]);
});

test("the other pages of a phone hear whose it is now, and nothing of it stays", () => {
  const storage = new Stored();
  const heard = [];
  const setItem = storage.setItem;
  storage.setItem = (name, text) => (heard.push([name, text]), setItem(name, text));
  new Shelf("asha", () => storage).announce();
  assert.deepEqual(heard, [["plumbline.owner", "plumbline.kept.asha"]]);
  assert.deepEqual(Object.keys(storage), []);
});

test("where storage is off, or full, answers are kept as long as the page is", () => {
  const off = new Shelf("asha", () => { throw new Error("SecurityError"); });
  const full = new Shelf("asha", () => ({ getItem: () => null, setItem: () => { throw new Error("QuotaExceededError"); } }));
  for (const shelf of [off, full]) {
    shelf.write([ballot(1)]);
    assert.deepEqual(keys(shelf.read()), ["k1"]);
    shelf.clear();
    assert.deepEqual(shelf.read(), []);
  }
});
