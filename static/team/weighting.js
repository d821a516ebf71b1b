/** The weighting follows the form while weights are tried out: the same page is fetched, and its numbers are put in the
 * place of ours. Without this module the button "Show the effect" does the same. */

const WAIT = 400; // ms after the last change

/** The address of the page for what the form holds. @param {string} action @param {Iterable<[string, string]>} fields */
export const addressOf = (action, fields) => {
  const filled = [...fields].filter(([, value]) => value !== "");
  return `${action}?${new URLSearchParams(filled)}`;
};

/** Puts fresh texts in the place of ours, by name; how many changed.
 * @param {Iterable<{dataset: DOMStringMap, textContent: string}>} ours @param {Map<string, string>} fresh */
export function swap(ours, fresh) {
  let changed = 0;
  for (const each of ours) {
    const text = fresh.get(each.dataset.live);
    if (text === undefined || text === each.textContent) continue;
    each.textContent = text;
    changed += 1;
  }
  return changed;
}

/** @param {Document} page @returns {Map<string, string>} */
const textsOf = (page) => new Map([...page.querySelectorAll("[data-live]")].map((each) => [each.dataset.live, each.textContent]));

/** @param {Document} page */
export function follow(page) {
  const form = page.querySelector("[data-weights]");
  if (!form) return;
  let timer = 0;
  let asking = new AbortController();
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      asking.abort();
      asking = new AbortController();
      look(page, form, asking.signal);
    }, WAIT);
  });
}

async function look(page, form, signal) {
  try {
    const answer = await fetch(addressOf(form.action, new FormData(form)), { signal });
    if (!answer.ok) return;
    show(page, new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch {
    // A newer change took over, or there is no connection: the button still works.
  }
}

function show(page, fresh) {
  swap(page.querySelectorAll("[data-live]"), textsOf(fresh));
  page.querySelector("[data-preview]").hidden = fresh.querySelector("[data-preview]").hidden;
  // Its tables have other rows now; the button shows them.
  page.querySelector("[data-stale]").hidden = true;
}

if (typeof document !== "undefined") follow(document);
