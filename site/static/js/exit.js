// Quick exit. Loaded first and without defer, because coming back must be caught before anything is drawn.
// Works as a plain link without this file. It asks nothing of our server and claims nothing about the browser's history.
(() => {
  "use strict";
  const LEFT = "left";
  const TIMES = 3;
  const WITHIN_MS = 2000;
  const root = document.documentElement;

  const remember = (value) => {
    try {
      if (value) sessionStorage.setItem(LEFT, value);
      else sessionStorage.removeItem(LEFT);
    } catch { /* Storage switched off: Back then shows the page again; nothing else changes. */ }
  };
  const recall = () => {
    try { return sessionStorage.getItem(LEFT); } catch { return null; }
  };

  const leave = (url) => {
    root.hidden = true;
    document.title = "";
    remember(url);
    location.replace(url);
  };

  // Back, from wherever the exit led, would show the page before it. Typing the address or opening a link does not count.
  const goneBack = (fromCache) =>
    fromCache || performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  const onShow = (fromCache) => {
    const url = recall();
    if (!url) return;
    if (goneBack(fromCache)) leave(url);
    else remember(null);
  };
  onShow(false);
  addEventListener("pageshow", (event) => { if (event.persisted) onShow(true); });

  let presses = [];
  const link = () => document.querySelector("[data-exit]");
  addEventListener("keydown", (event) => {
    if ((event.key !== "Escape" && event.key !== "Shift") || event.repeat) { presses = []; return; }
    const now = event.timeStamp;
    presses = presses.filter((press) => press.key === event.key && now - press.at < WITHIN_MS);
    presses.push({ key: event.key, at: now });
    if (presses.length >= TIMES && link()) leave(link().href);
  });
  addEventListener("click", (event) => {
    const exit = event.target instanceof Element && event.target.closest("[data-exit]");
    if (!exit) return;
    event.preventDefault();
    leave(exit.href);
  });
})();
