import assert from "node:assert/strict";
import test from "node:test";

import { isSameScreen, placeOf } from "../../static/shared/windows.js";

const LAPTOP = { left: 0, top: 0, width: 1366, height: 768 };

test("a wall beside the laptop is on another screen, of whatever size", () => {
  assert.equal(isSameScreen(LAPTOP, { ...LAPTOP, left: 1366 }), false);
  assert.equal(isSameScreen(LAPTOP, { ...LAPTOP, width: 1920, height: 1080 }), false);
  assert.equal(isSameScreen(LAPTOP, { ...LAPTOP, top: -768 }), false);
});

test("a mirrored wall, or one that was not dragged over, is on the desk's own screen", () => {
  assert.equal(isSameScreen(LAPTOP, { ...LAPTOP }), true);
});

test("a browser that does not say where its screen begins has one screen at the origin", () => {
  assert.deepEqual(placeOf({ width: 1366, height: 768 }), LAPTOP);
});
