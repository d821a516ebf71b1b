import assert from "node:assert/strict";
import test from "node:test";

import { afterFrame, mineIn, spreadOf } from "../../static/phone/frames.js";

const mine = { seq: 2, plausibility: 4, relevance: 5, abstained: null, parts: [], if_changed: [], skipped: false };
const known = { id: 5, epoch: 1, state: "open", mine };
const state = { version: 7, workshop: { state: "live", people: 9 }, position: 1, total: 3, rounds: [{ ...known, statement: { title: "First" } }] };
const closed = { id: 5, epoch: 1, state: "closed", statement: { title: "First" } };

test("a frame that carries the round closes it without a fetch, and her answer stays hers", () => {
  const after = afterFrame(state, known, { v: 8, rounds: [closed] });
  assert.deepEqual([after.version, after.rounds[0].state, after.rounds[0].mine], [8, "closed", mine]);
  assert.deepEqual(after.workshop, state.workshop);
});

test("what a frame says besides takes the place of what was known", () => {
  assert.equal(afterFrame(state, known, { v: 8, rounds: [closed], position: 2 }).position, 2);
});

const FETCHED = [
  ["it carries no round", state, { v: 8 }],
  ["one before it was missed", state, { v: 9, rounds: [closed] }],
  ["it is known already", state, { v: 7, rounds: [closed] }],
  ["nothing is known yet", null, { v: 8, rounds: [closed] }],
  ["it shows another round that was open before", state, { v: 8, rounds: [{ ...closed, id: 4 }] }],
  ["it opens another round again", state, { v: 8, rounds: [{ id: 4, epoch: 2, state: "open" }] }],
];
for (const [name, before, frame] of FETCHED) {
  test(`after a frame the state is fetched where ${name}`, () => assert.equal(afterFrame(before, known, frame), null));
}

test("nobody has answered what is open for the first time, or not yet", () => {
  assert.equal(mineIn(known, { id: 6, epoch: 1, state: "open" }), null);
  assert.equal(mineIn(known, { id: 6, epoch: 0, state: "queued" }), null);
});

test("opened again, the same statement asks those who skipped it", () => {
  const skipper = { ...known, mine: { ...mine, skipped: true } };
  assert.equal(mineIn(skipper, { id: 5, epoch: 1, state: "open" }).skipped, true);
  assert.equal(mineIn(skipper, { id: 5, epoch: 2, state: "open" }).skipped, false);
});

test("a thousand phones do not look in one instant, and fifteen wait for nothing", () => {
  assert.ok(spreadOf(15) < 50);
  assert.equal(spreadOf(1000), 1500);
  assert.equal(spreadOf(100_000), 1500);
});
