import assert from "node:assert/strict";
import test from "node:test";

import { afterPressing, ballotOf, fateOf, keeping, newKey, NOTHING, questionOf, standing } from "../../static/phone/main.js";

const round = { id: 5, epoch: 2, state: "open", mine: null };

test("a key is sixteen random bytes, and another one each time", () => {
  assert.match(newKey(), /^[0-9a-f]{32}$/);
  assert.notEqual(newKey(), newKey());
});

test("one question at a time: relevance takes the place of plausibility", () => {
  assert.equal(questionOf(NOTHING, ""), "plausibility");
  assert.equal(questionOf({ ...NOTHING, plausibility: 4 }, ""), "relevance");
  assert.equal(questionOf({ ...NOTHING, plausibility: 4, relevance: 2 }, ""), "");
});

test("who abstains or skips is asked nothing, until she wants to change it", () => {
  assert.equal(questionOf({ ...NOTHING, abstained: "outside" }, ""), "");
  assert.equal(questionOf({ ...NOTHING, skipped: true }, ""), "");
  assert.equal(questionOf({ ...NOTHING, skipped: true }, "plausibility"), "plausibility");
});

test("a rating takes an abstention back, and an abstention both ratings", () => {
  const rated = afterPressing({ ...NOTHING, abstained: "unclear" }, { plausibility: 2 });
  assert.deepEqual([rated.plausibility, rated.abstained], [2, null]);
  const abstained = afterPressing({ ...NOTHING, plausibility: 2, relevance: 5 }, { abstained: "outside" });
  assert.deepEqual([abstained.plausibility, abstained.relevance, abstained.abstained], [null, null, "outside"]);
});

test("objections leave an abstention and the ratings as they are", () => {
  const unclear = afterPressing({ ...NOTHING, abstained: "unclear" }, { parts: [2], if_changed: [2] });
  assert.deepEqual([unclear.abstained, unclear.parts], ["unclear", [2]]);
});

test("a ballot carries the whole answer, for this opening of this round", () => {
  const { key, ...ballot } = ballotOf(round, { ...NOTHING, seq: 3, plausibility: 4 });
  assert.ok(key);
  assert.deepEqual(ballot, { seq: 3, round: 5, epoch: 2, plausibility: 4, relevance: null, abstained: null, parts: [], if_changed: [] });
});

test("of two answers to one round only the newer one is kept", () => {
  const kept = keeping(keeping([{ key: "z", round: 4 }], { key: "a", round: 5 }), { key: "b", round: 5 });
  assert.deepEqual(kept.map(({ key }) => key), ["z", "b"]);
});

test("what waits here stands before what the server has, unless the server has something newer", () => {
  const waiting = ballotOf(round, { ...NOTHING, seq: 2, plausibility: 1 });
  assert.equal(standing(null, waiting).plausibility, 1);
  assert.equal(standing({ ...NOTHING, seq: 1, plausibility: 5 }, waiting).plausibility, 1);
  assert.equal(standing({ ...NOTHING, seq: 3, plausibility: 5 }, waiting).plausibility, 5);
  assert.equal(standing(null, undefined), NOTHING);
});

const FATES = [
  ["the server kept it", 200, { ok: true }, "saved"],
  ["it came after closing", 409, { ok: false, error: "closed" }, "refused"],
  ["it could not be read", 422, { ok: false }, "refused"],
  ["she was removed", 403, { ok: false }, "refused"],
  ["nobody answered", 0, null, "later"],
  ["the server is busy", 503, { ok: false }, "later"],
  ["it came too often", 429, { ok: false }, "later"],
  ["the Wi-Fi shows its login page", 200, null, "later"],
  ["something between us answers", 403, null, "later"],
];
for (const [name, status, body, fate] of FATES) {
  test(`an answer is called saved only by the server: ${name}`, () => assert.equal(fateOf(status, body), fate));
}
