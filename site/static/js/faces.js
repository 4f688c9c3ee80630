/* Draws rectangles over a picture, into the numbers below it. Without a pointer the numbers are typed. */

const SVG = "http://www.w3.org/2000/svg";
const SMALLEST = 4; // pixels of the picture: less is a click, not a rectangle

const picture = document.querySelector("[data-faces]");
const rows = [...document.querySelectorAll("[data-rectangle]")];
const total = document.querySelector('[name$="-TOTAL_FORMS"]');
const most = Number(document.querySelector('[name$="-MAX_NUM_FORMS"]')?.value);
const undo = document.querySelector("[data-undo]");
const names = ["x", "y", "width", "height"];
const inputs = (row) => names.map((name) => row.querySelector(`[name$="-${name}"]`));
const isFree = (row) => inputs(row).every((input) => input.value === "");

function pointIn(event) {
  const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(picture.getScreenCTM().inverse());
  const { width, height } = picture.viewBox.baseVal;
  return { x: Math.min(Math.max(point.x, 0), width), y: Math.min(Math.max(point.y, 0), height) };
}

function between(from, to) {
  const [x, y] = [Math.floor(Math.min(from.x, to.x)), Math.floor(Math.min(from.y, to.y))];
  return [x, y, Math.ceil(Math.max(from.x, to.x)) - x, Math.ceil(Math.max(from.y, to.y)) - y];
}

function frameOf(row) {
  row.frame ??= picture.appendChild(document.createElementNS(SVG, "rect"));
  row.frame.setAttribute("class", "faces__frame faces__frame--drawn");
  return row.frame;
}

function show(row) {
  const values = inputs(row).map((input) => Number(input.value) || 0);
  names.forEach((name, at) => frameOf(row).setAttribute(name, values[at]));
  undo.hidden = rows.every(isFree);
}

function fill(row, values) {
  inputs(row).forEach((input, at) => { input.value = values[at]; });
  show(row);
}

function follow(row) {
  inputs(row).forEach((input) => input.addEventListener("input", () => show(row)));
}

// A row like the last one, for as many rectangles as the server takes.
function addRow() {
  if (rows.length >= most) return undefined;
  const row = rows.at(-1).cloneNode(true);
  for (const name of ["name", "id", "for"]) {
    for (const element of row.querySelectorAll(`[${name}]`)) {
      element.setAttribute(name, element.getAttribute(name).replace(/-\d+-/, `-${rows.length}-`));
    }
  }
  rows.at(-1).after(row);
  rows.push(row);
  total.value = rows.length;
  follow(row);
  inputs(row).forEach((input) => { input.value = ""; });
  return row;
}

rows.forEach(follow);

undo?.addEventListener("click", () => {
  const row = rows.findLast((each) => !isFree(each));
  if (row) fill(row, ["", "", "", ""]);
});

picture?.addEventListener("pointerdown", (event) => {
  if (event.button !== 0) return;
  const row = rows.find(isFree) ?? addRow();
  if (!row) return;
  event.preventDefault();
  picture.setPointerCapture(event.pointerId);
  const from = pointIn(event);
  const move = (moved) => fill(row, between(from, pointIn(moved)));
  const end = (ended) => {
    picture.removeEventListener("pointermove", move);
    const values = between(from, pointIn(ended));
    fill(row, values[2] < SMALLEST || values[3] < SMALLEST ? ["", "", "", ""] : values);
  };
  picture.addEventListener("pointermove", move);
  picture.addEventListener("pointerup", end, { once: true });
});
