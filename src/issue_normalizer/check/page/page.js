"use strict";
// Filters and keys. The page is whole without this: it only hides, and moves the focus.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const filters = document.querySelector(".filters");
  if (!filters) return;
  const issues = all("details.issue");
  const boxes = all("input", filters);
  const status = filters.querySelector(".shown");
  const clear = filters.querySelector(".clear");

  const chosen = (name) => new Set(boxes.filter((box) => box.name === name && box.checked).map((box) => box.value));
  const targetOf = (change) => document.getElementById(change.hash.slice(1));
  const fits = (set, value) => set.size === 0 || set.has(value);

  function filterTexts(issue, targets, isFiltered) {
    const isWhole = !isFiltered || targets.has(issue);
    for (const group of all(".group", issue)) {
      const isMeant = isWhole || targets.has(group);
      const rows = all(".row, .folded", group);
      for (const row of rows) row.hidden = !isMeant && !targets.has(row);
      group.hidden = !isMeant && rows.every((row) => row.hidden);
    }
  }

  function filter() {
    const weights = chosen("weight");
    const kinds = chosen("kind");
    const isFiltered = weights.size + kinds.size > 0;
    let shown = 0;
    let total = 0;
    for (const issue of issues) {
      const entries = all(".changes > li", issue);
      for (const entry of entries) {
        entry.hidden = !(fits(weights, entry.dataset.weight) && fits(kinds, entry.dataset.kind));
      }
      const visible = entries.filter((entry) => !entry.hidden);
      shown += visible.length;
      total += entries.length;
      issue.hidden = visible.length === 0;
      filterTexts(issue, new Set(visible.map((entry) => targetOf(entry.firstElementChild))), isFiltered);
    }
    for (const part of all("details.unchanged")) part.hidden = isFiltered;
    const count = issues.filter((issue) => !issue.hidden).length;
    status.textContent = `${shown} of ${total} changes, in ${count} of ${issues.length} issues`;
    clear.hidden = !isFiltered;
  }

  // The rows of issues, and the changes of those that are open.
  const stops = () => all("details.issue:not([hidden]) > summary, details.issue[open]:not([hidden]) .changes > li:not([hidden]) > a.entry");
  const isWide = matchMedia("(min-width: 1000px)");
  let current = null;

  function show(change) {
    for (const one of all(".is-current")) one.classList.remove("is-current");
    const target = change.matches("a.entry") && targetOf(change);
    if (!target) return;
    change.classList.add("is-current");
    if (target.matches("details.issue")) return;
    target.classList.add("is-current");
    if (isWide.matches) target.scrollIntoView({ block: "start" });
  }

  function move(step) {
    const list = stops();
    if (!list.length) return;
    const at = list.indexOf(current);
    const next = list[at < 0 ? 0 : Math.min(Math.max(at + step, 0), list.length - 1)];
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
    show(next);
  }

  // What an address names is shown, though it stands in an issue that is closed.
  function reveal() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const issue = target?.closest("details.issue");
    if (!issue) return;
    if (!issue.open) {
      issue.open = true;
      target.scrollIntoView({ block: "start" });
    }
    const entry = target.matches(".changes > li") && target.querySelector("a.entry");
    if (entry) {
      entry.focus({ preventScroll: true });
      target.scrollIntoView({ block: "center" });
    }
  }

  document.addEventListener("focusin", (event) => {
    current = event.target.closest("details.issue > summary, a.entry") || current;
  });
  document.addEventListener("click", (event) => {
    const change = event.target.closest("a.entry");
    if (change) show(change);
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input")) return;
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    if (!step) return;
    const isArrow = event.key.length > 1;
    if (isArrow && event.target !== document.body && !event.target.matches("summary, a.entry")) return;
    event.preventDefault();
    move(step);
  });
  filters.addEventListener("change", filter);
  clear.addEventListener("click", () => {
    for (const box of boxes) box.checked = false;
    filter();
    filters.querySelector("summary").focus();
  });
  filters.querySelector(".choices").open = matchMedia("(min-width: 700px)").matches;
  filters.hidden = false;
  filter();
  addEventListener("hashchange", reveal);
  reveal();
})();
