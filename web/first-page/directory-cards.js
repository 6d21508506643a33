import { byId, element } from './dom.js'
import { timeElement } from './time.js'

const providers = {
  'okta scim v2.0': 'Okta',
  'okta scim v1.1': 'Okta (SCIM 1.1)',
  'azure scim v2.0': 'Microsoft Entra ID',
  'onelogin scim v2.0': 'OneLogin',
  'jump cloud scim v2.0': 'JumpCloud',
  'pingfederate scim v2.0': 'PingFederate',
  'pingfederate scim v1.1': 'PingFederate (SCIM 1.1)',
  'cyberark scim v2.0': 'CyberArk',
  'rippling scim v2.0': 'Rippling',
  'sailpoint scim v2.0': 'SailPoint',
  'generic scim v2.0': 'SCIM 2.0',
  'generic scim v1.1': 'SCIM 1.1',
  'strict scim v2.0': 'SCIM 2.0, strict',
}

const states = {
  setup: 'Waiting for first push',
  active: 'Active',
  quarantined: 'Quarantined',
  inactive: 'Paused',
  deleting: 'Being deleted',
}

const firstCommands = [
  './bin/muster organizations create "Acme"',
  './bin/muster directories create --organization <id> --type "okta scim v2.0" --name Okta',
]

const number = new Intl.NumberFormat('en')

/** Shows the directories as cards; numbers are changed in place, so nothing moves. */
export function showDirectories(directories) {
  const list = byId('directories')
  list.setAttribute('aria-busy', 'false')
  list.replaceChildren(...(directories.length > 0 ? directories.map(card) : [empty()]))
}

function card(directory) {
  const { name, type, state, users, groups, last_event_at: lastEventAt } = directory
  return element(
    'li',
    { class: 'card' },
    element('div', { class: 'card-head' }, element('h2', {}, name), badge(state, states[state] ?? state)),
    element('p', { class: 'muted' }, providers[type] ?? type),
    element(
      'dl',
      { class: 'counts' },
      ...count('active', users.active),
      ...count('inactive', users.inactive),
      ...count('groups', groups),
    ),
    element(
      'p',
      { class: 'muted small' },
      ...(lastEventAt ? ['Last event ', timeElement(lastEventAt)] : ['No event yet']),
    ),
  )
}

function count(label, value) {
  return [element('div', {}, element('dt', {}, label), element('dd', {}, number.format(value)))]
}

/** A state is a word, a color and a sign. */
export function badge(state, word) {
  return element(
    'span',
    { class: 'badge', 'data-state': state },
    element('span', { class: 'dot', 'aria-hidden': 'true' }),
    word,
  )
}

function empty() {
  return element(
    'li',
    { class: 'card empty' },
    element('p', {}, 'No directory yet. Make an organization, then a directory with its id:'),
    ...firstCommands.map((command) => element('p', {}, element('code', {}, command))),
  )
}
