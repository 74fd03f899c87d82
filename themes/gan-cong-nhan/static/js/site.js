// Ticks that the phone remembers, video on tap, saving for reading offline. Every page is whole without it.
(function (d) {
  'use strict';
  var place = location.pathname;
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

  // Saved articles: path → title.
  var saved = load('saved');
  all('[data-saved-list]', function (list) {
    Object.keys(saved).forEach(function (path) {
      var item = d.createElement('li'), link = d.createElement('a');
      link.href = path;
      link.textContent = saved[path];
      item.append(link);
      list.append(item);
    });
  });
  if (window.caches && location.protocol === 'https:') all('[data-save]', function (button) {
    function done() { button.textContent = button.dataset.saved; button.disabled = true; }
    button.parentNode.hidden = false;
    if (saved[place]) return done();
    button.onclick = function () {
      var parts = [place];
      all('main img, link[rel=stylesheet], script[src]', function (e) { parts.push(e.currentSrc || e.src || e.href); });
      caches.open('saved').then(function (cache) { return cache.addAll(parts); }).then(function () {
        saved[place] = d.querySelector('h1').textContent;
        keep('saved', saved);
        done();
      });
    };
  });
})(document);
