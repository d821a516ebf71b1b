import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { NOTHING } from "../../static/phone/answer.js";
import { atStop, isAtHand } from "../../static/phone/block.js";

// The same table holds app/web/phone_blocks.py: tests/web/test_phone_stops.py.
const table = JSON.parse(readFileSync(new URL("phone_stops.json", import.meta.url), "utf8"));
const DONE = { ...NOTHING, seq: 1, plausibility: 4, relevance: 4 };

function stateOf({ here, all_done: allDone = false }) {
  const rounds = table.rounds.map(({ id, block, done }) => ({ id, block, mine: done || allDone ? DONE : null, statement: { lang: "en", parts: [], wording: "a b c d e f g h i" } }));
  const blocks = table.blocks.map((block) => ({ ...block, done: allDone ? block.total : block.done }));
  return { answering: "open", blocks, here, rounds };
}
const isDone = ({ mine }) => mine !== null;

for (const wanted of table.cases) {
  test(`where she stands in her own list: ${wanted.name}`, () => {
    const { rounds, position, total, stop } = atStop(stateOf(wanted), wanted.at, isDone);
    assert.equal(rounds[0]?.id ?? null, wanted.round);
    assert.equal(`${position} of ${total}`, wanted.place);
    assert.deepEqual([stop.screen, stop.back, stop.on], [wanted.screen, wanted.back, wanted.on]);
    if (wanted.screen === "topic") assert.deepEqual([stop.many, stop.is_through, stop.next?.title ?? null], [wanted.many, wanted.through, wanted.next]);
  });
}

test("what was left open is named by its number and its first words", () => {
  const { stop } = atStop(stateOf({ here: 1 }), "end-1", isDone);
  assert.deepEqual(stop.left[0], { at: "12", number: 2, text: "a b c d e f g h …", lang: "en" });
});

test("what she has just answered is not left open, whatever the server knew", () => {
  const { stop } = atStop(stateOf({ here: 1 }), "end-1", () => true);
  assert.equal(stop.many, 0);
});

test("a phone to which nothing was given waits", () => {
  const { stop, rounds } = atStop({ answering: "open", blocks: [], rounds: [], here: null }, "", isDone);
  assert.deepEqual([stop.screen, rounds], ["waiting", []]);
});

test("in plenary nothing changes", () => {
  const plenary = { answering: null, rounds: [{ id: 1 }] };
  assert.equal(atStop(plenary, "12", isDone), plenary);
});

test("a phone goes by itself where it holds the statements", () => {
  const state = { ...stateOf({ here: 1 }), rounds: stateOf({ here: 1 }).rounds.slice(0, 3) };
  assert.deepEqual(["12", "end-1", "topic-1", "topic-2", "21", ""].map((at) => isAtHand(state, at)), [true, true, true, false, false, false]);
});
