import assert from "node:assert/strict";
import test from "node:test";

import { STEPS, announcement, isOn, isOtherDoor, largestThatFits, pictureAfter } from "../../static/screen/rules.js";

test("a part is on the wall in the pictures it names, and in no other", () => {
  assert.equal(isOn("open closed revealed", "closed"), true);
  assert.equal(isOn("open closed revealed", "close"), false);
  assert.equal(isOn("paused", "open"), false);
});

test("text begins at its own step and grows smaller until it fits", () => {
  const tried = [];
  const step = largestThatFits(2, STEPS, (each) => {
    tried.push(each);
    return each >= 4;
  });
  assert.equal(step, 4);
  assert.deepEqual(tried, [2, 3, 4]);
});

test("text that never fits is shown at the smallest step", () => {
  const tried = [];
  assert.equal(largestThatFits(1, STEPS, (each) => tried.push(each) < 0), STEPS);
  assert.equal(tried.at(-1), STEPS);
});

test("the wall thanks people when its link has ended, says when it was replaced, and keeps its picture in every other trouble", () => {
  assert.equal(pictureAfter(404, "revealed"), "ended");
  assert.equal(pictureAfter(404, "revealed", "not_here"), "ended");
  assert.equal(pictureAfter(404, "revealed", "screen_link_replaced"), "replaced");
  for (const status of [0, 500, 503]) assert.equal(pictureAfter(status, "open"), "open");
});

test("the wall announces a topic, or the same statement once more", () => {
  const words = { topic: "Next: {topic}.", same: "Once more." };
  const statement = { family: "Where" };
  assert.equal(announcement({ number: 1, statement }, words), "Next: Where.");
  assert.equal(announcement({ number: 2, statement }, words), "Once more.");
});

test("only another way in makes the wall load its page again", () => {
  assert.equal(isOtherDoor(null, null), false);
  assert.equal(isOtherDoor({ link: "/j/a" }, { link: "/j/a" }), false);
  assert.equal(isOtherDoor(null, { link: "/j/a" }), true);
  assert.equal(isOtherDoor({ link: "/j/a" }, null), true);
});
