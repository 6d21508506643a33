import { badge } from './directory-cards.js'
import { byId, element, readJson, showProblem } from './dom.js'
import { eventRow } from './event-row.js'
import { jsonView } from './json-view.js'
import { keepTimes, timeElement } from './time.js'

async function start() {
  const user = await readJson(`${location.pathname}/data`)
  document.title = `${user.name} · Muster`
  byId('name').textContent = user.name
  const state = user.active ? badge('active', 'Active') : badge('inactive', 'Inactive')
  byId('facts').append(state, element('span', {}, user.directory?.name), element('code', {}, user.id))
  byId('forms').replaceChildren(...forms(user))
  byId('groups').append(
    ...(user.groups.length > 0
      ? user.groups.map((group) => element('li', {}, group.name))
      : [element('li', { class: 'empty' }, 'In no group.')]),
  )
  byId('events').append(...user.events.map((event) => eventRow(event, '')))
  byId('user').setAttribute('aria-busy', 'false')
}

function forms({ normalised, document: stored, received }) {
  return [
    form('As your product reads it', 'GET /directory_users/:id', normalised),
    form('As stored', 'the source’s own SCIM resource', stored),
    received
      ? form('As received', [`${received.method}, `, timeElement(received.at)], received.body)
      : element(
          'div',
          { class: 'card' },
          element('h3', {}, 'As received'),
          empty('Nothing was received for this user.'),
        ),
  ]
}

function form(title, note, value) {
  const notes = Array.isArray(note) ? note : [note]
  return element(
    'div',
    { class: 'card' },
    element('h3', {}, title),
    element('p', { class: 'muted small' }, ...notes),
    jsonView(title, value),
  )
}

function empty(text) {
  return element('p', { class: 'empty' }, text)
}

keepTimes()
start().catch((error) => showProblem(error.message))
