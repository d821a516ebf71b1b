/** Bars drawn from the state, with the same elements as templates/_bars.html. */
import { element } from "./page.js";

const SVG = "http://www.w3.org/2000/svg";

/** @typedef {{label: string, n: number, width: number, before: number | null, before_width: number | null}} Bar */
/** @typedef {{question: string, rows: Bar[], twice: boolean, older: boolean}} Bars */

/**
 * Put the bars into their place; what is already drawn so is left alone.
 * @param {HTMLElement} place
 * @param {Bars[]} tables
 * @param {Record<string, string>} words
 */
export function drawBars(place, tables, words) {
  const drawn = JSON.stringify(tables);
  if (place.dataset.drawn === drawn) return;
  place.dataset.drawn = drawn;
  place.replaceChildren(...tables.map((table) => figure(table, words)));
}

/** @param {Bars} table @param {Record<string, string>} words */
function figure(table, words) {
  const box = element("div", "bars");
  if (table.rows.length) box.append(tableOf(table, words));
  else box.append(element("p", "bars__question", table.question), element("p", "bars__few", words.few));
  return box;
}

/** @param {Bars} table @param {Record<string, string>} words */
function tableOf(table, words) {
  const made = element("table", "bars__table");
  const body = element("tbody");
  body.append(...table.rows.map((row) => rowOf(row, table.twice)));
  made.append(element("caption", "bars__question", table.question), headOf(table, words), body);
  return made;
}

/** @param {Bars} table @param {Record<string, string>} words */
function headOf({ twice, older }, words) {
  const head = element("thead", twice ? "" : "visually-hidden");
  const row = element("tr");
  const share = headCell();
  share.append(element("span", "visually-hidden", words.share));
  row.append(headCell(words.answer), share);
  if (twice) row.append(headCell(older ? words.before_change : words.before_talk, "bars__n"));
  row.append(headCell(twice ? words.after_talk : words.people_column, "bars__n"));
  head.append(row);
  return head;
}

/** @param {Bar} row @param {boolean} twice */
function rowOf(row, twice) {
  const made = element("tr");
  const label = element("th", "bars__label", row.label);
  label.setAttribute("scope", "row");
  const cell = element("td", "bars__cell");
  if (twice) cell.append(bar(row.before_width ?? 0, "bars__before"));
  cell.append(bar(row.width, "bars__fill"));
  made.append(label, cell);
  if (twice) made.append(element("td", "bars__n", String(row.before)));
  made.append(element("td", "bars__n", String(row.n)));
  return made;
}

/** @param {string} [text] @param {string} [className] */
function headCell(text = "", className = "") {
  const cell = element("th", className, text);
  cell.setAttribute("scope", "col");
  return cell;
}

/** @param {number} width  in percent @param {string} className */
function bar(width, className) {
  const drawing = shape("svg", { class: "bars__svg", viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" });
  drawing.append(
    shape("rect", { class: "bars__track", width: "100", height: "10" }),
    shape("rect", { class: className, width: String(width), height: "10" }),
  );
  return drawing;
}

/** @param {string} name @param {Record<string, string>} attributes */
function shape(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
