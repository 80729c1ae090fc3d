// Keys of the review queue. Off until switched on (WCAG 2.1.4); the page works without any of this.
(() => {
  "use strict";
  const panel = document.getElementById("keys");
  if (!panel) return;
  const box = panel.querySelector("input");
  const place = "followthrough.queue-keys";
  const typing = "input:not([type=radio]):not([type=checkbox]), textarea, select";

  const remembered = () => {
    try {
      return localStorage.getItem(place) === "on";
    } catch {
      return false; // storage is closed to us: the switch then holds for this page alone
    }
  };
  const remember = (on) => {
    try {
      localStorage.setItem(place, on ? "on" : "off");
    } catch {
      // nothing is lost but the memory of the switch
    }
  };
  const show = () => {
    for (const hint of document.querySelectorAll(".send kbd")) hint.hidden = !box.checked;
  };

  panel.hidden = false;
  box.checked = remembered();
  show();
  box.addEventListener("change", () => {
    remember(box.checked);
    show();
  });
  document.addEventListener("keydown", (event) => {
    if (!box.checked || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (event.target.closest(typing)) return;
    const place = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!place) return;
    event.preventDefault();
    if (place.matches("a")) {
      place.click();
      return;
    }
    const goal = place.matches("button") ? place : place.querySelector("input, select");
    goal.focus();
    goal.scrollIntoView({ block: "center" });
  });
})();
