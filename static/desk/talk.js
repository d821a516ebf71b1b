/** The list of what to talk about: moved by keys and buttons. Without a script the places are typed as numbers. */
import { fill } from "../shared/words.js";

const form = document.querySelector("[data-topics]");
if (form instanceof HTMLFormElement) listen(form);

/** @param {HTMLFormElement} form */
function listen(form) {
  for (const part of form.querySelectorAll("[data-needs-script]")) if (part instanceof HTMLElement) part.hidden = false;
  for (const place of form.querySelectorAll(".topic__place")) if (place instanceof HTMLElement) place.hidden = true;
  form.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-move]") : null;
    if (button) move(form, button, Number(button.getAttribute("data-move")));
  });
  form.addEventListener("keydown", (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step || !event.altKey || !(event.target instanceof HTMLElement)) return;
    event.preventDefault();
    move(form, event.target, step);
  });
  form.addEventListener("change", () => count(form));
  count(form);
}

/** @param {HTMLFormElement} form @param {Element} from @param {number} step */
function move(form, from, step) {
  const topic = from.closest("[data-topic]");
  const other = step < 0 ? topic?.previousElementSibling : topic?.nextElementSibling;
  if (!topic || !other) return;
  if (step < 0) other.before(topic);
  else other.after(topic);
  if (from instanceof HTMLElement) from.focus(); // moving it in the page takes the focus away
  const places = [...form.querySelectorAll("[data-topic]")];
  for (const [at, each] of places.entries()) {
    const place = each.querySelector("input[type=number]");
    if (place instanceof HTMLInputElement) place.value = String(at + 1);
  }
  const code = topic.querySelector("b")?.textContent ?? "";
  say(form, "[data-told]", fill(form.dataset.said ?? "", { code, place: places.indexOf(topic) + 1 }));
}

/** @param {HTMLFormElement} form */
function count(form) {
  const n = form.querySelectorAll("[name=round]:checked").length;
  say(form, "[data-count]", fill(form.dataset.fits ?? "", { n, fit: form.dataset.fit }));
}

/** @param {HTMLFormElement} form @param {string} where @param {string} text */
function say(form, where, text) {
  const place = form.querySelector(where);
  if (place && place.textContent !== text) place.textContent = text;
}
