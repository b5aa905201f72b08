// Pointing at a statement, tapping it or reaching its number shows who says it, and lights all its
// parts. Without this file the numbers lead to the same facts in the list under the text.
"use strict";

const text = document.getElementById("text");
const card = document.getElementById("card");
let shown = null;

function parts(id) {
  return text.querySelectorAll(`.mark[data-s~="${CSS.escape(id)}"]`);
}

function hide() {
  if (shown) parts(shown).forEach((part) => part.classList.remove("lit"));
  shown = null;
  card.hidden = true;
}

function show(id, at) {
  const entry = document.getElementById(`about-${id}`);
  if (!entry) return hide();
  if (id !== shown) {
    hide();
    shown = id;
    parts(id).forEach((part) => part.classList.add("lit"));
    card.replaceChildren(entry.querySelector(".details").cloneNode(true));
  }
  card.hidden = false;
  const place = at.getClientRects()[0] || at.getBoundingClientRect();
  const width = document.documentElement.clientWidth;
  const left = Math.max(16, Math.min(place.left, width - card.offsetWidth - 16));
  card.style.left = `${left + window.scrollX}px`;
  card.style.top = `${at.getBoundingClientRect().bottom + window.scrollY + 6}px`;
}

function statement(target) {
  const part = target instanceof Element ? target.closest("[data-s]") : null;
  return part && text.contains(part) ? [part.dataset.s.split(" ")[0], part] : null;
}

text.addEventListener("pointerover", (event) => {
  const found = event.pointerType === "mouse" && statement(event.target);
  if (found) show(...found);
});
text.addEventListener("focusin", (event) => {
  const found = statement(event.target);
  if (found) show(...found);
});
document.addEventListener("click", (event) => {
  if (card.contains(event.target)) return;
  const found = statement(event.target);
  if (found && !event.target.closest("a")) show(...found);
  else hide();
});
document.addEventListener("pointerover", (event) => {
  if (event.pointerType === "mouse" && !card.contains(event.target) && !statement(event.target)) hide();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") hide();
});

// The place that an address names: its words are lit until something else is.
function light() {
  const id = decodeURIComponent(location.hash.slice(1));
  text.querySelectorAll(".lit").forEach((part) => part.classList.remove("lit"));
  if (id && !id.startsWith("about-")) parts(id).forEach((part) => part.classList.add("lit"));
}
window.addEventListener("hashchange", light);
light();
