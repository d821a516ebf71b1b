import assert from "node:assert/strict";
import test from "node:test";

import { ballotOf, NOTHING } from "../../static/phone/answer.js";
import { afterFrame } from "../../static/phone/frames.js";
import { asRead } from "../../static/phone/reading.js";

const hindi = { read: 7, lang: "hi", wording: "पास", parts: [] };
const statement = { id: "S-1", lang: "en", wording: "Near", parts: [], translations: { hi: hindi } };

test("a phone shows the text in her language, and which one it is", () => {
  assert.deepEqual(asRead(statement, "hi"), { id: "S-1", wanting: "", ...hindi });
});

test("without one she reads the original, and is told which language is wanting", () => {
  assert.deepEqual(asRead(statement, "mr"), { id: "S-1", lang: "en", wording: "Near", parts: [], read: null, wanting: "mr" });
  assert.equal(asRead(statement, "en").wanting, "");
  assert.equal(asRead({ lang: "en" }, "hi").wanting, "hi");
});

test("what is different is marked in the text she reads", () => {
  const parts = (text) => [{ position: 1, text, pieces: [{ kind: "new", text }] }];
  const changed = { ...statement, parts: parts("Near"), pieces: null, translations: { hi: { ...hindi, parts: parts("पास"), pieces: null } } };
  assert.deepEqual(asRead(changed, "hi").parts[0].pieces, [{ kind: "new", text: "पास" }]);
  assert.deepEqual(asRead(changed, "mr").parts[0].pieces, [{ kind: "new", text: "Near" }]);
});

test("a frame for all phones is read in her language, its bars too", () => {
  const state = { version: 1, language: "hi", bars: [], rounds: [] };
  const frame = { v: 2, rounds: [{ id: 5, epoch: 0, state: "queued", statement }], bars: ["No"], bars_in: { hi: ["नहीं"] } };
  const after = afterFrame(state, { id: 4 }, frame);
  assert.deepEqual([after.rounds[0].statement.read, after.bars], [7, ["नहीं"]]);
  assert.equal("bars_in" in after, false);
});

test("a ballot names the translation on her screen, and none where it is the original", () => {
  const round = { id: 5, epoch: 1, state: "open", mine: null };
  assert.equal(ballotOf({ ...round, read: 7 }, NOTHING).read, 7);
  assert.equal("read" in ballotOf({ ...round, read: null }, NOTHING), false);
});
