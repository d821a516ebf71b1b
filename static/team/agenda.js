/** The afternoon: an item is dragged to its place, or moved with Alt and an arrow. Both press the buttons that are there
 * without this module. */

/** Where an item comes to lie when it is dropped on another one. @param {Element[]} all @param {Element} other */
export const placeOf = (all, other) => all.indexOf(other);

/** Which of its buttons a key presses; null for any other key. @param {{altKey: boolean, key: string}} pressed */
export function moveOf({ altKey, key }) {
  if (!altKey) return null;
  return { ArrowUp: "[data-up]", ArrowDown: "[data-down]" }[key] ?? null;
}

/** @param {Document} page */
export function follow(page) {
  const course = page.querySelector("[data-course]");
  if (!course) return;
  let dragged = null;
  let isSent = false;
  // A second press before the page is back would speak of an afternoon that is no longer so.
  course.addEventListener("submit", (event) => { if (isSent) event.preventDefault(); isSent = true; });
  course.addEventListener("keydown", (event) => {
    const move = moveOf(event);
    const item = event.target.closest("[data-item]");
    if (!move || !item) return;
    event.preventDefault();
    item.querySelector(move).click();
  });
  course.addEventListener("dragstart", (event) => { dragged = event.target.closest("[data-item]"); });
  course.addEventListener("dragover", (event) => {
    const other = event.target.closest("[data-item]");
    course.querySelectorAll(".is-over").forEach((each) => each.classList.remove("is-over"));
    if (!dragged || !other || other === dragged) return;
    event.preventDefault();
    other.classList.add("is-over");
  });
  course.addEventListener("drop", (event) => {
    const other = event.target.closest("[data-item]");
    if (!dragged || !other) return;
    event.preventDefault();
    const button = dragged.querySelector("[data-up]");
    button.value = String(placeOf([...course.children], other));
    button.click();
  });
}

if (typeof document !== "undefined") follow(document);
