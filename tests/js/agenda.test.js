import assert from "node:assert/strict";
import { test } from "node:test";

import { moveOf, placeOf } from "../../static/team/agenda.js";

test("Alt with an arrow presses the button that is there", () => {
  assert.equal(moveOf({ altKey: true, key: "ArrowUp" }), "[data-up]");
  assert.equal(moveOf({ altKey: true, key: "ArrowDown" }), "[data-down]");
});

test("an arrow alone, or Alt with a letter, moves nothing", () => {
  assert.equal(moveOf({ altKey: false, key: "ArrowUp" }), null);
  assert.equal(moveOf({ altKey: true, key: "a" }), null);
});

test("what is dropped on an item takes its place", () => {
  const [first, second, third] = [{}, {}, {}];
  assert.equal(placeOf([first, second, third], third), 2);
});
