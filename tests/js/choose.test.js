import assert from "node:assert/strict";
import { test } from "node:test";
import { standing, ticked } from "../../static/team/choose.js";

const boxes = (...checked) => checked.map((each) => ({ checked: each }));

test("the ticked statements of a family are counted", () => {
  assert.equal(ticked(boxes(true, false, true)), 2);
});

test("a family's box is ticked for all, half for some, empty for none", () => {
  assert.deepEqual(standing(3, 3), { checked: true, indeterminate: false });
  assert.deepEqual(standing(1, 3), { checked: false, indeterminate: true });
  assert.deepEqual(standing(0, 3), { checked: false, indeterminate: false });
  assert.deepEqual(standing(0, 0), { checked: false, indeterminate: false });
});
