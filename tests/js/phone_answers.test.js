import assert from "node:assert/strict";
import test from "node:test";

import { afterPressing, ballotOf, latest, newKey, NOTHING, questionOf, standing } from "../../static/phone/answer.js";
import { noteOf, stateOf } from "../../static/phone/look.js";

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

test("what waits here stands before what the server has, unless the server has something newer", () => {
  const waiting = ballotOf(round, { ...NOTHING, seq: 2, plausibility: 1 });
  assert.equal(standing(null, waiting).plausibility, 1);
  assert.equal(standing({ ...NOTHING, seq: 1, plausibility: 5 }, waiting).plausibility, 1);
  assert.equal(standing({ ...NOTHING, seq: 3, plausibility: 5 }, waiting).plausibility, 5);
  assert.equal(standing(null, undefined), NOTHING);
});

test("a state that was on its way takes neither an answer nor a skip back", () => {
  const known = { ...NOTHING, seq: 2, plausibility: 4 };
  const skip = { ...NOTHING, skipped: true };
  assert.equal(latest(known, { ...NOTHING, seq: 1 }), known);
  assert.equal(latest(skip, null), skip);
  assert.equal(latest(NOTHING, null), null);
  assert.equal(latest(skip, known), known);
  assert.equal(latest(known, { ...known, seq: 3 }).seq, 3);
});

test("an answer is sending, kept here or saved, and never two of them", () => {
  assert.equal(stateOf(true, 0), "sending");
  assert.equal(stateOf(true, 2), "waits");
  assert.equal(stateOf(false, 2), "saved_short");
});

const words = { refused: "Not accepted: {why}", waiting: "Kept: {n}", saved: "Saved" };
const NOTES = [
  ["nothing is asked and all is saved", { saved: true }, "Saved"],
  ["a question is still open", {}, ""],
  ["an answer has just gone and nothing came back yet", { kept: 1 }, ""],
  ["one waits", { kept: 2, tries: 1 }, "Kept: 2"],
  ["this one is saved, an earlier one waits", { kept: 1, tries: 1, saved: true }, "Kept: 1"],
  ["one was refused", { refusal: "It was closed.", kept: 1, tries: 1 }, "Not accepted: It was closed."],
];
for (const [name, facts, note] of NOTES) {
  test(`under the answers stands what became of them: ${name}`, () => {
    assert.equal(noteOf({ refusal: "", kept: 0, tries: 0, saved: false, ...facts }, words), note);
  });
}
