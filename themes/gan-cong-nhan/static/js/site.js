// Ticks that the phone remembers, video on tap, saving for reading offline. Every page is whole without it.
(function () {
  'use strict';
  var d = document, place = location.pathname, all = function (s, f) { d.querySelectorAll(s).forEach(f); };
  function load(key, empty) { try { return JSON.parse(localStorage.getItem(key)) || empty; } catch (e) { return empty; } }
  function keep(key, value) { try { localStorage.setItem(key, JSON.stringify(value)); } catch (e) { /* private mode */ } }

  // Steps and checklists. A tick belongs to the words of its item, so it survives a change of order.
  var ticks = load('tick:' + place, {});
  function tick(box, item) {
    var words = item.textContent.trim().slice(0, 80);
    function show() { item.classList.toggle('done', box.checked); }
    box.checked = box.checked || !!ticks[words];
    box.addEventListener('change', function () {
      if (box.checked) ticks[words] = 1; else delete ticks[words];
      keep('tick:' + place, ticks);
      show();
    });
    show();
  }
  all('.steps[data-ticks]', function (list) {
    list.querySelectorAll(':scope > ol > li').forEach(function (item, i) {
      var box = d.createElement('input');
      box.type = 'checkbox';
      box.setAttribute('aria-label', list.dataset.ticks.replace('#', i + 1));
      tick(box, item);
      item.prepend(box);
    });
  });
  all('.checklist input[type=checkbox]', function (box) { tick(box, box.closest('li')); });

  // Video: nothing is asked of another site before the tap.
  all('a[data-video]', function (link) {
    var id = /(?:youtu\.be\/|v=|embed\/|shorts\/|live\/)([\w-]{11})/.exec(link.href);
    if (!id) return;
    link.addEventListener('click', function (event) {
      var frame = d.createElement('iframe');
      event.preventDefault();
      frame.src = 'https://www.youtube-nocookie.com/embed/' + id[1] + '?autoplay=1';
      frame.title = link.querySelector('span').textContent;
      frame.allow = 'autoplay; encrypted-media; picture-in-picture; fullscreen';
      link.replaceWith(frame);
      frame.focus();
    });
  });

  // Saved articles.
  var saved = load('saved', {});
  all('[data-saved-list]', function (list) {
    Object.keys(saved).forEach(function (path) {
      var item = d.createElement('li'), link = d.createElement('a');
      link.href = path;
      link.textContent = saved[path];
      item.append(link);
      list.append(item);
    });
  });
  if ('caches' in window && location.protocol === 'https:') all('[data-save]', function (button) {
    function done() { button.textContent = button.dataset.saved; button.disabled = true; }
    button.parentNode.hidden = false;
    if (saved[place]) return done();
    button.addEventListener('click', function () {
      var parts = [place];
      all('main img', function (img) { parts.push(img.currentSrc || img.src); });
      all('link[rel=stylesheet], script[src]', function (e) { parts.push(e.href || e.src); });
      caches.open('saved').then(function (cache) { return cache.addAll(parts); }).then(function () {
        saved[place] = d.querySelector('h1').textContent;
        keep('saved', saved);
        done();
      });
    });
  });
})();
