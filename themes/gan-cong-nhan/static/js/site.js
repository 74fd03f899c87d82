// Ticks that the phone remembers, video on tap, saving for reading offline. Every page is whole without it.
(function (d) {
  'use strict';
  var place = location.pathname;
  // This file stands in the folder of assets, one below the site's root.
  var root = d.currentScript && new URL('..', d.currentScript.src);
  function all(selector, work) { d.querySelectorAll(selector).forEach(work); }
  function load(key) { try { return JSON.parse(localStorage[key]); } catch (e) { return {}; } }
  function keep(key, value) { try { localStorage[key] = JSON.stringify(value); } catch (e) { /* private mode */ } }

  // A tick belongs to the words of its item, so it survives a change of order.
  var ticks = load('tick:' + place);
  function tick(box, item) {
    var words = item.textContent.trim().slice(0, 80);
    function show() { item.classList.toggle('done', box.checked); }
    if (words in ticks) box.checked = true;
    box.onchange = function () {
      if (box.checked) ticks[words] = 1; else delete ticks[words];
      keep('tick:' + place, ticks);
      show();
    };
    show();
  }
  all('[data-ticks]', function (list) {
    list.querySelectorAll(':scope > ol > li').forEach(function (item, i) {
      var box = d.createElement('input');
      box.type = 'checkbox';
      box.setAttribute('aria-label', list.dataset.ticks.replace('#', i + 1));
      tick(box, item);
      item.prepend(box);
    });
  });
  all('.checklist input', function (box) { tick(box, box.closest('li')); });

  // Nothing is asked of another site before the tap.
  all('[data-video]', function (link) {
    var id = /(?:youtu\.be\/|v=|(?:embed|shorts|live)\/)([\w-]{11})/.exec(link.href);
    if (id) link.onclick = function (event) {
      var frame = d.createElement('iframe');
      event.preventDefault();
      frame.src = 'https://www.youtube-nocookie.com/embed/' + id[1] + '?autoplay=1';
      frame.title = link.querySelector('span').textContent;
      frame.allow = 'autoplay; fullscreen';
      link.replaceWith(frame);
      frame.focus();
    };
  });

  // Articles kept for reading without a network: the service worker keeps them and knows which they are.
  var worker = /^https|localhost$/.test(location.protocol + location.hostname) && navigator.serviceWorker;
  function enlist() {
    var manifest = d.createElement('link');
    manifest.rel = 'manifest';
    manifest.href = new URL('manifest.webmanifest', root);
    d.head.append(manifest);
    worker.register(new URL('sw.js', root));
  }
  function ask(question, then) {
    if (worker) worker.ready.then(function (registration) {
      var channel = new MessageChannel();
      channel.port1.onmessage = function (event) { then(event.data); };
      registration.active.postMessage(question, [channel.port2]);
    });
  }
  function plain(html) { return new DOMParser().parseFromString(html, 'text/html').body.textContent; }
  all('[data-kept]', function (part) {
    ask({ list: true }, function (pages) {
      var list = part.querySelector('ul');
      (pages || []).forEach(function (page) {
        var item = d.createElement('li'), link = d.createElement('a'), mark = d.createElement('small');
        link.href = page.url;
        link.textContent = plain(page.title) + ' ';
        mark.textContent = page.saved ? list.dataset.mark : '';
        link.append(mark);
        item.append(link);
        list.append(item);
        part.hidden = false;
      });
    });
  });
  all('[data-save]', function (button) {
    var url = location.href.split(/[?#]/)[0], word = button.textContent, kept;
    function show(answer) {
      kept = answer;
      button.disabled = false;
      button.textContent = kept ? button.dataset.save : kept === null ? button.dataset.failed : word;
      button.parentNode.hidden = false;
    }
    if (worker && root) enlist();
    ask({ has: url }, show);
    button.onclick = function () {
      button.disabled = true;
      if (kept) return ask({ drop: url }, show);
      // Pictures further down are fetched now, in the size that this phone shows.
      var pictures = [].slice.call(d.querySelectorAll('main img'));
      Promise.all(pictures.map(function (picture) {
        picture.loading = 'eager';
        return picture.decode().catch(function () {});
      })).then(function () {
        ask({ save: url, files: pictures.map(function (picture) { return picture.currentSrc || picture.src; }) }, show);
      });
    };
  });
})(document);
