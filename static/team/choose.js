/** Choosing statements: the box of a family follows its statements, and the figures follow both. Without this module the
 * box of a family adds all of its statements when the plan is saved. */

/** How many of these boxes are ticked. @param {HTMLInputElement[]} boxes @returns {number} */
export const ticked = (boxes) => boxes.filter((box) => box.checked).length;

/** What the box of a family shows. @param {number} chosen @param {number} all */
export const standing = (chosen, all) => ({ checked: all > 0 && chosen === all, indeterminate: chosen > 0 && chosen < all });

/** @param {Document} page */
export function follow(page) {
  const families = [...page.querySelectorAll("[data-family]")].map(familyOf);
  const total = page.querySelector("[data-chosen]");
  const show = () => {
    const counts = families.map(showFamily);
    if (total) total.textContent = total.dataset.words + counts.reduce((sum, count) => sum + count, 0);
  };
  families.forEach(({ all, boxes }) => {
    all.removeAttribute("name"); // from here on it only ticks the others
    all.addEventListener("change", () => { boxes.forEach((box) => { box.checked = all.checked; }); show(); });
    boxes.forEach((box) => box.addEventListener("change", show));
  });
  const every = page.querySelector("[data-everything]");
  every?.addEventListener("change", () => {
    families.forEach(({ boxes }) => boxes.forEach((box) => { box.checked = every.checked; }));
    show();
  });
  show();
}

function familyOf(element) {
  const [all, ...boxes] = element.querySelectorAll("input[type=checkbox]");
  const label = element.querySelector("[data-all]");
  label.textContent = label.dataset.all;
  return { all, boxes, figure: element.querySelector("[data-ticked]") };
}

function showFamily({ all, boxes, figure }) {
  const count = ticked(boxes);
  Object.assign(all, standing(count, boxes.length));
  figure.textContent = figure.textContent.replace(/\d+/, String(count));
  return count;
}

if (typeof document !== "undefined") follow(document);
