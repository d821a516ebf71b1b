import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { comingOf, mayMoveFocus, myAnswer, noticeOf, nowOf, openingOf, placeOf, screenOf, spoken, topicOf } from "../../static/phone/screens.js";

// The same table holds app/web/phone_view.py: tests/web/test_phone_view.py.
const cases = JSON.parse(readFileSync(new URL("phone_screens.json", import.meta.url), "utf8"));
const words = { place: "{position} of {total}", again: "again", none: "nothing", outside: "outside", says_statement: "open", says_closed: "closed" };

const state = (workshop, round) => ({
  workshop: { state: workshop, title: "Afternoon" },
  position: 3,
  total: 9,
  rounds: round ? [{ state: round, number: 1, statement: { family: "Where" } }] : [],
});

for (const [name, workshop, round, show, screen, now] of cases) {
  test(`a phone shows the screen that is due: ${name}`, () => {
    assert.equal(screenOf(state(workshop, round)), screen);
    assert.equal(nowOf(screen, show), now);
  });
}

test("the place is the number of the statement, and the title before the first one", () => {
  assert.equal(placeOf(state("live", "open"), words), "3 of 9");
  assert.equal(placeOf(state("lobby", null), words), "Afternoon");
});

test("a second asking says so beside the topic", () => {
  const second = state("live", "open");
  second.rounds[0].number = 2;
  assert.deepEqual(topicOf(second, words), ["Where", " · again"]);
  assert.deepEqual(topicOf(state("live", "open"), words), ["Where", ""]);
  assert.deepEqual(topicOf(state("lobby", null), words), ["", ""]);
});

test("a second asking is announced as the same statement, the first one by its topic when that is new", () => {
  const said = { next: "soon", next_topic: "Next: {topic}.", same: "once more", same_stays: "stays" };
  const round = { number: 1, topic_is_new: true, statement: { family: "Where" } };
  assert.deepEqual(comingOf(round, said), ["soon", "Next: Where."]);
  assert.deepEqual(comingOf({ ...round, statement: { family: "Cost $& time" } }, said), ["soon", "Next: Cost $& time."]);
  assert.deepEqual(comingOf({ ...round, topic_is_new: false }, said), ["soon", ""]);
  assert.deepEqual(comingOf({ ...round, number: 2 }, said), ["once more", "stays"]);
  const before = { screen: "revealed", round: 1 };
  assert.equal(spoken(before, { screen: "waiting", round: 2, again: true }, said), "once more");
  assert.equal(spoken(before, { screen: "waiting", round: 2, again: false }, said), "soon");
});

test("her own answer is shown in the words of its buttons", () => {
  const labels = { plausibility: ["No", "Mostly no"], relevance: ["A little"] };
  assert.equal(myAnswer({ plausibility: 2, relevance: 1, abstained: null }, labels, words), "Mostly no · A little");
  assert.equal(myAnswer({ plausibility: null, relevance: null, abstained: "outside" }, labels, words), "outside");
  assert.equal(myAnswer({ plausibility: null, relevance: null, abstained: null }, labels, words), "nothing");
});

test("a change of state is spoken once, and an answer of somebody else never", () => {
  assert.equal(spoken({ screen: "waiting", round: 1 }, { screen: "statement", round: 1 }, words), "open");
  assert.equal(spoken({ screen: "statement", round: 1 }, { screen: "statement", round: 2 }, words), "open");
  assert.equal(spoken({ screen: "statement", round: 1 }, { screen: "statement", round: 1 }, words), "");
});

test("the keyboard does not jump away from somebody who types", () => {
  assert.equal(mayMoveFocus({ tagName: "TEXTAREA" }, ""), false);
  assert.equal(mayMoveFocus({ tagName: "BODY" }, "comment"), false);
  assert.equal(mayMoveFocus({ tagName: "BODY" }, ""), true);
});

const NOTICES = [
  ["nothing is wrong", {}, ""],
  ["the last thing that was said", { last: "Your comment was sent." }, "Your comment was sent."],
  ["the network is gone", { lost: true, last: "Your comment was sent." }, "Go on."],
  ["one answer waits for the network", { lost: true, kept: 1 }, "It is kept."],
  ["answers wait for the network", { lost: true, kept: 2 }, "2 kept."],
  ["she is about to leave with answers that have not arrived", { now: "leave", kept: 2 }, "2 would be lost."],
  ["she hides the screen", { now: "hidden", lost: true, kept: 2 }, ""],
];
for (const [name, facts, notice] of NOTICES) {
  test(`the line above the screen: ${name}`, () => {
    const said = { offline: "{n} kept.", offline_one: "It is kept.", offline_none: "Go on.", leaving: "{n} would be lost." };
    assert.equal(noticeOf({ now: "statement", lost: false, kept: 0, last: "", ...facts }, said), notice);
  });
}

test("a topic that nothing announced is named on its first statement, until that is answered", () => {
  const said = { next_topic: "Next: {topic}." };
  const opened = (round, stop) => ({ ...state("live", "open"), ...(stop && { stop }), rounds: [{ ...state("live", "open").rounds[0], topic_is_new: true, ...round }] });
  const nothing = { seq: 0, skipped: false };
  assert.equal(openingOf(opened({}), nothing, said), "Next: Where.");
  for (const [why, round] of [["not new", { topic_is_new: false }], ["again", { number: 2 }], ["in other words", { changed: true }], ["closed", { state: "closed" }]]) {
    assert.equal(openingOf(opened(round), nothing, said), "", why);
  }
  assert.equal(openingOf(opened({}), { seq: 1 }, said), "");
  assert.equal(openingOf(opened({}), { seq: 0, skipped: true }, said), "");
  assert.equal(openingOf(state("lobby", null), nothing, said), "");
  assert.equal(openingOf(opened({ topic_is_new: false }, { title: "Near by", back: "" }), nothing, said), "Next: Near by.");
  assert.equal(openingOf(opened({ topic_is_new: false }, { title: "Near by", back: "end-3" }), nothing, said), "");
});
