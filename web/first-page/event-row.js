import { element } from './dom.js'
import { jsonView } from './json-view.js'
import { timeElement } from './time.js'

/** One event: a sentence that opens to what was before and after. Its JSON is only made when somebody opens it. */
export function eventRow(event, directoryName) {
  const mark = markOf(event.type)
  const summary = element(
    'summary',
    {},
    element('span', { class: 'mark', 'data-mark': mark.name, 'aria-hidden': 'true' }, mark.sign),
    element('span', { class: 'sentence' }, event.sentence),
    element('span', { class: 'when' }, timeElement(event.created_at)),
    element(
      'span',
      { class: 'meta' },
      directoryName && element('span', {}, directoryName),
      element('code', {}, event.type),
    ),
  )
  const details = element('details', {}, summary)
  details.addEventListener(
    'toggle',
    () => details.open && details.childElementCount === 1 && details.append(detailsOf(event)),
  )
  return element('li', { class: 'row', 'data-id': event.id }, element('div', { class: 'row-inner' }, details))
}

function detailsOf(event) {
  const link = event.user_id && element('a', { href: `/dashboard/users/${event.user_id}` }, 'Open this person')
  const panes = [
    event.before && element('div', {}, element('h3', {}, 'Before (what changed)'), jsonView('Before', event.before)),
    element('div', {}, element('h3', {}, event.before ? 'After' : 'Object'), jsonView('After', event.after)),
  ]
  const id = element('p', { class: 'event-id' }, element('code', {}, event.id), ...(link ? [' · ', link] : []))
  return element('div', { class: 'behind' }, id, element('div', { class: 'panes' }, ...panes))
}

function markOf(type) {
  if (/(created|added|activated)$/.test(type)) return { name: 'add', sign: '+' }
  if (/(deleted|removed|revoked)$/.test(type)) return { name: 'remove', sign: '−' }
  return { name: 'change', sign: '~' }
}
