(function () {
  'use strict';

  // A cell's number with all its digits, or its text; null where there is nothing to order by.
  function key(row, column) {
    var cell = row.cells[column];
    var value = cell.getAttribute('data-value');
    if (value !== null) {
      var number = Number(value);
      return isNaN(number) ? null : number;
    }
    var text = cell.textContent.trim();
    return text === '-' || text === '' ? null : text;
  }

  function compare(a, b) {
    if (typeof a !== typeof b) {
      return typeof a === 'number' ? -1 : 1;
    }
    return a < b ? -1 : a > b ? 1 : 0;
  }

  function sort(table, column, descending) {
    var body = table.tBodies[0];
    var rows = Array.prototype.map.call(body.rows, function (row, place) {
      return { row: row, key: key(row, column), place: place };
    });
    rows.sort(function (a, b) {
      if (a.key === null || b.key === null) {
        // What has no number is last in either direction.
        return a.key === b.key ? a.place - b.place : a.key === null ? 1 : -1;
      }
      var order = compare(a.key, b.key);
      return (descending ? -order : order) || a.place - b.place;
    });
    rows.forEach(function (entry) {
      body.appendChild(entry.row);
    });
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (heading, index) {
      if (index === column) {
        heading.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
      } else {
        heading.removeAttribute('aria-sort');
      }
    });
  }

  // The order of a table survives when the page is read again while a sweep runs.
  function remember(table, column, descending) {
    try {
      sessionStorage.setItem('sort ' + table.id, column + ' ' + descending);
    } catch (e) {
      return;
    }
  }

  function recall(table) {
    try {
      var words = (sessionStorage.getItem('sort ' + table.id) || '').split(' ');
      if (words.length === 2 && Number(words[0]) < table.tHead.rows[0].cells.length) {
        sort(table, Number(words[0]), words[1] === 'true');
      }
    } catch (e) {
      return;
    }
  }

  function enable(table) {
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (heading, column) {
      var button = document.createElement('button');
      button.type = 'button';
      while (heading.firstChild) {
        button.appendChild(heading.firstChild);
      }
      heading.appendChild(button);
      button.addEventListener('click', function () {
        var descending = heading.getAttribute('aria-sort') === 'ascending';
        sort(table, column, descending);
        remember(table, column, descending);
      });
    });
    recall(table);
  }

  Array.prototype.forEach.call(document.querySelectorAll('table.sortable'), enable);
})();
