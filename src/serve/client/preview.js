// Keeps the page up to date while its sources are edited. Added by the preview only.
(() => {
  let state = document.currentScript.dataset.state;
  const place = "satcoso:" + location.pathname;
  const kept = sessionStorage.getItem(place);
  if (kept !== null) {
    sessionStorage.removeItem(place);
    const back = () => scrollTo({ left: 0, top: +kept, behavior: "instant" });
    back();
    addEventListener("load", back);
  }

  const reload = () => {
    sessionStorage.setItem(place, scrollY);
    location.reload();
  };

  // A new style sheet stands beside the old one until it is there, so that the page is never bare. A page without any
  // of them may have taken one in otherwise, so it is loaded again.
  const swap = (styles) => {
    let found = false;
    for (const [from, to] of styles) {
      for (const old of document.querySelectorAll("link[rel~=stylesheet]")) {
        const url = new URL(old.href);
        if (!decodeURI(url.pathname).endsWith("/" + from)) continue;
        url.pathname = url.pathname.slice(0, url.pathname.length - encodeURI(from).length) + encodeURI(to);
        url.search = "v=" + state;
        const next = old.cloneNode();
        next.href = url;
        next.onload = () => old.remove();
        old.after(next);
        found = true;
      }
    }
    if (!found) reload();
  };

  const listen = () => {
    const socket = new WebSocket(`ws://${location.host}/_satcoso/reload`);
    socket.onmessage = ({ data }) => {
      const news = JSON.parse(data);
      if (news.state === state) return;
      if (!news.styles || news.after !== state) return reload();
      state = news.state;
      swap(news.styles);
    };
    socket.onclose = () => setTimeout(listen, 700);
  };
  listen();
})();
