/** Comments at the desk: covered until asked for. What is being typed over one is never wiped. */
import { slot, write } from "../shared/page.js";
import { fill } from "../shared/words.js";
import { call } from "../shared/wire.js";

/**
 * @param {HTMLElement} desk
 * @param {Record<string, string>} words
 * @param {(answer: import("../shared/wire.js").Said) => void} onAnswer
 * @returns {() => void} looks again, where the comments are uncovered
 */
export function comments(desk, words, onAnswer) {
  const link = document.getElementById("uncover");
  const place = document.getElementById("comments");
  const url = desk.dataset.reading;
  if (!link || !place || !url) return () => {};

  const read = async () => {
    const answer = await fetch(url, { headers: { Accept: "application/json" }, cache: "no-store" }).catch(() => null);
    if (answer?.ok && !place.hidden) drawComments(place, (await answer.json()).comments, words);
  };
  link.setAttribute("role", "button");
  link.addEventListener("click", (event) => {
    event.preventDefault();
    place.hidden = !place.hidden;
    document.getElementById("comments-cover")?.toggleAttribute("hidden", place.hidden);
    link.textContent = (place.hidden ? link.dataset.uncover : link.dataset.cover) ?? "";
    if (place.hidden) place.replaceChildren();
    else read();
  });
  place.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = /** @type {SubmitEvent} */ (event).submitter;
    if (!(button instanceof HTMLButtonElement)) return;
    const text = button.form?.querySelector("textarea")?.value ?? "";
    onAnswer(await call(button.formAction, { text }));
    await read();
  });
  return () => {
    if (!place.hidden) read();
  };
}

/** @param {HTMLElement} place @param {any[]} found @param {Record<string, string>} words */
function drawComments(place, found, words) {
  if (!found.length) {
    place.textContent = words.no_comments;
    return;
  }
  if (!place.firstElementChild) place.textContent = "";
  const shown = new Map([...place.querySelectorAll("[data-comment]")].map((card) => [card.getAttribute("data-comment"), card]));
  const kept = new Set(found.map((comment) => String(comment.id)));
  for (const [id, card] of shown) if (!kept.has(id ?? "")) card.remove();
  // From the oldest up, each put before all that is there, so that the newest stands first and nobody's field moves.
  for (const comment of [...found].reverse()) {
    const card = shown.get(String(comment.id)) ?? newCard(place, comment);
    if (card instanceof HTMLElement) drawCard(card, comment, words);
  }
}

/** @param {HTMLElement} place @param {any} comment */
function newCard(place, comment) {
  const template = document.getElementById("comment");
  if (!(template instanceof HTMLTemplateElement)) throw new Error("The page holds no card for comments.");
  place.prepend(template.content.cloneNode(true));
  const card = place.firstElementChild;
  const text = card?.querySelector("textarea");
  card?.setAttribute("data-comment", String(comment.id));
  if (text) text.value = comment.shown_text ?? comment.text;
  for (const button of card?.querySelectorAll("button") ?? []) {
    button.formAction = button.formAction.replace(/\/0\/(\w+)$/, `/${comment.id}/$1`);
  }
  const proposal = card?.querySelector("[data-candidate]");
  if (proposal instanceof HTMLAnchorElement) proposal.href = proposal.href.replace(/comment=0$/, `comment=${comment.id}`);
  return card;
}

/** @param {HTMLElement} card @param {any} comment @param {Record<string, string>} words */
function drawCard(card, comment, words) {
  write(card, "code", comment.code);
  write(card, "state", words[`comment_${comment.state}`]);
  write(card, "about", comment.part ? fill(words.about, { part: comment.part_label }) : "");
  write(card, "seen", comment.seen ? words.seen : "");
  write(card, "shown", comment.may_show ? words.may_show : words.keep);
  const hints = comment.hints.map((/** @type {{text: string}} */ hint) => hint.text).join(", ");
  write(card, "hints", hints ? fill(words.hints, { hints }) : "");
  for (const [move, can] of Object.entries(possible(comment))) {
    const button = card.querySelector(`[data-move="${move}"]`);
    if (button instanceof HTMLElement) button.hidden = !can;
  }
  const place = slot(card, "state");
  if (place) place.dataset.state = comment.state;
}

/**
 * What may be done with a comment now.
 * @param {{state: string, may_show: boolean, on_wall: boolean}} comment
 */
export function possible(comment) {
  return {
    approve: true,
    park: comment.state !== "parked",
    hide: comment.state !== "hidden",
    wall: comment.state === "approved" && comment.may_show && !comment.on_wall,
    unwall: comment.on_wall,
  };
}
