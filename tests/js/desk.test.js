import assert from "node:assert/strict";
import test from "node:test";

import { possible } from "../../static/desk/comments.js";
import { takeFigures } from "../../static/desk/paced.js";
import { isFolded, labelOf, meaningOf, othersOf, progressOf, questionOf, topicsOf, undoLeft } from "../../static/desk/rules.js";

const CLOSE = { text: "Close ({done} of {present} done)", url: "/", body: {}, note: "", asks: "few" };
const END = { ...CLOSE, text: "End the workshop", asks: "end" };
const NEXT = { ...CLOSE, text: "Next", asks: null };

test("the big button says how many are done", () => {
  assert.equal(labelOf(CLOSE, { done: 14, present: 18 }), "Close (14 of 18 done)");
});

test("closing asks only while fewer than sixty per cent are done", () => {
  const asked = [0, 5, 6, 10].map((done) => questionOf(CLOSE, { done, present: 10 }));
  assert.deepEqual(asked, ["few", "few", "", ""]);
});

test("closing an empty room asks nothing", () => {
  assert.equal(questionOf(CLOSE, { done: 0, present: 0 }), "");
});

test("ending always asks, going on never does", () => {
  assert.equal(questionOf(END, { done: 10, present: 10 }), "end");
  assert.equal(questionOf(NEXT, { done: 0, present: 10 }), "");
});

test("each key means one thing", () => {
  const keys = ["ArrowLeft", "ArrowRight", "PageUp", "PageDown", " ", "r", "R", "b", "p", "q", "u", "n", "+", "-", "?", "x"];
  const meanings = keys.map((key) => meaningOf({ key }, "BODY"));
  const wanted = ["back", "next", "back", "big", "big", "reveal", "reveal", "blank", "pause", "door", "undo", "notes", "larger", "smaller", "keys", ""];
  assert.deepEqual(meanings, wanted);
});

test("keys belong to the field somebody types in", () => {
  for (const field of ["INPUT", "textarea", "SELECT"]) {
    for (const key of ["b", " ", "ArrowLeft", "?"]) assert.equal(meaningOf({ key }, field), "");
  }
});

test("Space belongs to the button that has the focus, letters do not", () => {
  assert.equal(meaningOf({ key: " " }, "BUTTON"), "");
  assert.equal(meaningOf({ key: "p" }, "BUTTON"), "pause");
});

test("a key that is held down, or meant for the browser, moves nothing", () => {
  for (const more of [{ repeat: true }, { ctrlKey: true }, { altKey: true }, { metaKey: true }]) {
    assert.equal(meaningOf({ key: "p", ...more }, "BODY"), "");
  }
});

test("a topic that comes back in the afternoon has a heading of its own again", () => {
  const rounds = ["Where", "Where", "How", "Where"].map((topic, id) => ({ topic, id }));
  assert.deepEqual(topicsOf(rounds).map(({ topic, rounds: found }) => [topic, found.length]), [["Where", 2], ["How", 1], ["Where", 1]]);
});

test("where there are blocks, all is folded but where the room is; in plenary nothing is", () => {
  const [block, plenary] = [[{ id: 1, block: 7 }, { id: 2, block: 7 }], [{ id: 3, block: null }]];
  const at = (/** @type {number | null} */ current) => [block, plenary].map((run) => isFolded(run, { current, rounds: [...block, ...plenary] }));
  assert.deepEqual([null, 2, 3].map(at), [[true, true], [false, true], [true, false]]);
  assert.equal(isFolded(plenary, { current: null, rounds: plenary }), false);
});

test("progress is that of the statement on show", () => {
  const rounds = [{ id: 1, done: null, present: 9 }, { id: 2, done: 4, present: 12 }];
  assert.deepEqual(progressOf({ rounds, current: 2 }), { done: 4, present: 12 });
  assert.deepEqual(progressOf({ rounds, current: 1 }), { done: 0, present: 9 });
  assert.deepEqual(progressOf({ rounds, current: null }), { done: 0, present: 0 });
});

test("while blocks are open progress is how many are through", () => {
  const rounds = [{ id: 1, done: null, present: null }];
  const answering = { state: "open", done: 3, present: 12 };
  assert.deepEqual(progressOf({ rounds, current: 1, answering }), { done: 3, present: 12 });
  assert.deepEqual(progressOf({ rounds, current: 1, answering: { ...answering, state: "queued" } }), { done: 0, present: 0 });
});

test("a frame brings the newest figures of what is answered at one's own pace, and nothing else", () => {
  const state = { answering: { state: "open", done: 0, begun: 0, blocks: [1] } };
  takeFigures(state, { v: 3, done: 1, begun: 2, blocks: "no", parts: [[1, 1, 5]] });
  assert.deepEqual(state.answering, { state: "open", done: 1, begun: 2, blocks: [1], parts: [[1, 1, 5]] });
  const plenary = { answering: null };
  takeFigures(plenary, { done: 1 });
  assert.equal(plenary.answering, null);
});

test("a comment goes to the wall only when its author agreed and somebody approved it", () => {
  const wall = (state, may_show, on_wall = false) => possible({ state, may_show, on_wall }).wall;
  assert.equal(wall("approved", true), true);
  for (const [state, may_show, on_wall] of [["new", true], ["approved", false], ["hidden", true], ["approved", true, true]]) {
    assert.equal(wall(state, may_show, on_wall), false);
  }
});

test("a desk names the others there, and not itself", () => {
  const said = (desks) => othersOf(desks, "asha", "Also at a desk: {names}");
  assert.deepEqual([[], ["asha"], ["asha", "rita"], ["rita", "tara"]].map(said), ["", "", "Also at a desk: rita", "Also at a desk: rita, tara"]);
});

test("what can be taken back is the statement's last move, or else the step to it", () => {
  const round = { id: 1, undo_ms: 3000 };
  assert.equal(undoLeft({ rounds: [round], current: 1, step: { round: 2, ms: 900 } }), 3000);
  assert.equal(undoLeft({ rounds: [{ ...round, undo_ms: 0 }], current: 1, step: { round: 2, ms: 900 } }), 900);
  assert.equal(undoLeft({ rounds: [round], current: null, step: null }), 0);
});
