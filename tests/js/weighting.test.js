import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf, swap } from "../../static/team/weighting.js";

const cell = (live, textContent) => ({ dataset: { live }, textContent });

test("the address holds what was filled in and nothing else", () => {
  assert.equal(addressOf("/w", [["method", "swing"], ["points_1", "50"], ["points_2", ""]]), "/w?method=swing&points_1=50");
});

test("numbers are swapped by their names, and what the fresh page lacks stays", () => {
  const cells = [cell("1-rank", "3"), cell("2-rank", "4"), cell("gone", "x")];
  assert.equal(swap(cells, new Map([["1-rank", "1"], ["2-rank", "4"]])), 1);
  assert.deepEqual(cells.map((each) => each.textContent), ["1", "4", "x"]);
});
