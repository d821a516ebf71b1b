import assert from "node:assert/strict";
import test from "node:test";

import { lengthOf, problemOf, toSend } from "../../static/phone/comments.js";

const mine = { parts: [], if_changed: [] };
const words = { long: "{n} is too long", empty: "empty" };

test("length counts what people see as one sign, as the server does", () => {
  assert.equal(lengthOf("  नहीं "), 4);
  assert.equal(lengthOf("🙂🙂"), 2);
});

test("words alone are a comment, not an objection", () => {
  assert.deepEqual(toSend({ text: "Not here", parts: [], changed: false }, mine), { objections: null, part: null, writes: true });
});

test("a part that does not fit belongs to the answer, and the words to that part", () => {
  const sends = toSend({ text: "Not here", parts: [2], changed: true }, mine);
  assert.deepEqual(sends, { objections: { parts: [2], if_changed: [2] }, part: 2, writes: true });
});

test("words about two parts are about the whole statement", () => {
  assert.equal(toSend({ text: "x", parts: [1, 2], changed: false }, mine).part, null);
});

test("what she says it depends on belongs to the situation, without an objection", () => {
  assert.deepEqual(toSend({ text: "x", parts: [], changed: false, at: 1 }, mine), { objections: null, part: 1, writes: true });
});

test("an objection that stands already is not sent again, one taken back is", () => {
  const standing = { parts: [2], if_changed: [] };
  assert.equal(toSend({ text: "x", parts: [2], changed: false }, standing).objections, null);
  assert.deepEqual(toSend({ text: "", parts: [], changed: false }, standing).objections, { parts: [], if_changed: [] });
});

test("an empty sheet and a long one are told before anything is sent", () => {
  assert.equal(problemOf("  ", false, words), "empty");
  assert.equal(problemOf("x".repeat(601), false, words), "601 is too long");
  assert.equal(problemOf("", true, words), "");
  assert.equal(problemOf("x".repeat(600), false, words), "");
});
