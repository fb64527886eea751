// What happens to a tenant, as it happens: a client of the bridge at /eventbus in one script, without any library.
(function () {
  'use strict';
  var FIRST_MS = 500, LONGEST_MS = 30000, ANSWER_MS = 5000, ROWS = 20;
  var socket = null, token = null, tenant = 'local', wait = FIRST_MS, timer = null;
  var counts = {};

  function element(id) { return document.getElementById(id); }

  function say(text) { element('state').textContent = text; }

  // Texts of callers are never HTML here: they are put in as text.
  function row(table, cells) {
    var body = element(table), tr = document.createElement('tr');
    for (var i = 0; i < cells.length; i++) {
      var td = document.createElement('td');
      td.textContent = cells[i] === null || cells[i] === undefined ? '' : String(cells[i]);
      tr.appendChild(td);
    }
    body.insertBefore(tr, body.firstChild);
    while (body.childNodes.length > ROWS) { body.removeChild(body.lastChild); }
  }

  function percent(x) { return Math.round(x * 100) + ' %'; }

  function count(kind, more) {
    counts[kind] = (counts[kind] || 0) + more;
    var all = [];
    for (var one in counts) { all.push(one + ' ' + counts[one]); }
    element('counts').textContent = all.join(', ');
  }

  function heard(kind, body) {
    count(kind, 1);
    if (kind === 'prediction') {
      row('predictions', [body.created_at, body.workflow, body.run_id, percent(body.probability), body.model_version]);
    } else if (kind === 'run') {
      row('runs', [body.started_at, body.workflow, body.run_id, body.status]);
    } else if (kind === 'training') {
      row('trainings', [body.id, body.state, percent(body.progress), body.step, body.result]);
    }
  }

  function send(frame) { socket.send(JSON.stringify(frame)); }

  function listen() { send({ type: 'register', address: 'insight.' + tenant }); }

  function take(frame) {
    clearTimeout(timer);
    if (frame.type === 'auth') {
      tenant = frame.tenant;
      listen();
    } else if (frame.type === 'registered') {
      wait = FIRST_MS;
      say('Listening as ' + tenant + '.');
      send({ type: 'send', address: 'neuralops.op.listRuns', replyAddress: 'latest', body: { limit: ROWS } });
    } else if (frame.type === 'rec' && frame.address === 'latest') {
      for (var i = frame.body.items.length - 1; i >= 0; i--) {
        var run = frame.body.items[i];
        row('runs', [run.started_at, run.workflow, run.run_id, run.status]);
      }
    } else if (frame.type === 'rec') {
      heard(frame.headers.kind, frame.body);
      if (frame.headers.skipped) { count('left out', Number(frame.headers.skipped)); }
    } else if (frame.type === 'skipped') {
      count('left out', frame.count);
    } else if (frame.type === 'err') {
      say(frame.message);
      if (frame.failureCode === 401) { element('login').style.display = 'block'; }
    }
  }

  // Whatever the connection before still says, nobody hears it.
  function leave() {
    var before = socket;
    clearTimeout(timer);
    socket = null;
    if (before !== null) { before.close(); }
  }

  // Drawn by half, so that not all pages come back at once.
  function again(why) {
    say('Not connected: ' + why + '.');
    timer = setTimeout(connect, wait / 2 + Math.random() * wait / 2);
    wait = Math.min(wait * 2, LONGEST_MS);
  }

  function connect() {
    var opened = new WebSocket((location.protocol === 'https:' ? 'wss://' : 'ws://') + location.host + '/eventbus/websocket');
    socket = opened;
    opened.onopen = function () {
      // A page can't set a header on a WebSocket, and a token in the address would end up in logs.
      if (token === null) { listen(); } else { send({ type: 'auth', token: token }); }
    };
    opened.onmessage = function (event) {
      if (socket === opened) { take(JSON.parse(event.data)); }
    };
    opened.onclose = function (event) {
      if (socket !== opened) { return; }
      leave();
      // Not before somebody has given a token that holds.
      if (event.code === 4401) {
        say('Not connected: ' + event.reason + '.');
        element('login').style.display = 'block';
      } else {
        again(event.reason || 'the connection was lost');
      }
    };
    // What was opened and says nothing may be a proxy that swallows, or a server that hangs.
    timer = setTimeout(function () {
      leave();
      again('no answer');
    }, ANSWER_MS);
  }

  element('login').onsubmit = function () {
    token = element('token').value.trim();
    element('token').value = '';
    element('login').style.display = 'none';
    leave();
    connect();
    return false;
  };

  connect();
})();
