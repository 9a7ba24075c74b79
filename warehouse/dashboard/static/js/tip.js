// A note beside the pointer or the focused mark, from its `data-tip`.

const tip = document.getElementById("tip");

function show(mark, x, y) {
  tip.textContent = mark.dataset.tip;
  tip.hidden = false;
  const { width, height } = tip.getBoundingClientRect();
  const left = Math.max(8, Math.min(x + 14, innerWidth - width - 8));
  const top = y + 18 + height > innerHeight ? y - height - 12 : y + 18;
  tip.style.left = `${left}px`;
  tip.style.top = `${Math.max(8, top)}px`;
}

const hide = () => {
  tip.hidden = true;
};
const markOf = (event) =>
  event.target instanceof Element ? event.target.closest("[data-tip]") : null;

export function startTips() {
  document.addEventListener("pointermove", (event) => {
    const mark = markOf(event);
    if (mark) show(mark, event.clientX, event.clientY);
    else hide();
  });
  document.addEventListener("focusin", (event) => {
    const mark = markOf(event);
    if (!mark || !mark.matches(":focus-visible")) return hide();
    const box = mark.getBoundingClientRect();
    return show(mark, box.left, box.bottom - 10);
  });
  document.addEventListener("focusout", hide);
  document.addEventListener("scroll", hide, { passive: true, capture: true });
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  addEventListener("hashchange", hide);
}
