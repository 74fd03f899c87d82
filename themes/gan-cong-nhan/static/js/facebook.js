// The board's copy buttons. Without this script a text is selected by a tap (CSS) and copied by hand.
(() => {
  const toast = document.querySelector(".toast");
  const say = (text) => {
    toast.textContent = text;
    clearTimeout(say.timer);
    say.timer = setTimeout(() => { toast.textContent = ""; }, 4000);
  };
  const select = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  };
  const today = () => {
    const now = new Date();
    const two = (n) => String(n).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  };
  for (const node of document.querySelectorAll("[id$='-record']")) {
    node.textContent = node.textContent.replace("NĂM-THÁNG-NGÀY", today());
  }
  // Old ways first where the new one is missing (plain http, old phones): select, then the browser's own command.
  const old = (node) => {
    select(node);
    let done = false;
    try { done = document.execCommand("copy"); } catch { done = false; }
    say(done ? toast.dataset.copied : toast.dataset.selected);
  };
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const node = document.getElementById(button.dataset.copy);
      if (!navigator.clipboard || !isSecureContext) return old(node);
      navigator.clipboard.writeText(node.textContent).then(() => say(toast.dataset.copied), () => old(node));
    });
  }
  // A link to one post (…#tai-lieu-luong) opens it.
  const open = () => {
    const post = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (post && post.matches("details.post")) { post.open = true; post.scrollIntoView(); }
  };
  addEventListener("hashchange", open);
  open();
  // Filters survive a visit to the article and back.
  const name = "satcoso-board";
  try {
    for (const id of (sessionStorage.getItem(name) || "").split(" ")) {
      const box = id && document.getElementById(id);
      if (box) box.checked = true;
    }
    document.addEventListener("change", () => {
      const on = [...document.querySelectorAll(".filters input:checked")];
      sessionStorage.setItem(name, on.map((box) => box.id).join(" "));
    });
  } catch { /* storage may be forbidden from file:// */ }
})();
