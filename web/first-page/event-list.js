import { byId, element } from './dom.js'
import { eventRow } from './event-row.js'

const shown = 50
const announceEveryMs = 10_000

/**
 * The list of the latest events. New ones come in at the top, except while somebody points at the list, is in it
 * with the keyboard, has an event open or has scrolled down: then they wait behind a button.
 */
export function createEventList(nameOf) {
  const list = byId('events')
  const panel = list.closest('.panel')
  const button = byId('show-new')
  let waiting = []

  const isBeingRead = () =>
    panel.matches(':hover') ||
    list.querySelector(':focus-visible') !== null ||
    list.querySelector('details[open]') !== null ||
    list.getBoundingClientRect().top < 0

  function show(events, options = {}) {
    if (events.length === 0) return
    list.querySelector('.empty')?.remove()
    const rows = events.map((event) => eventRow(event, nameOf(event.directory_id)))
    if (options.arriving) for (const row of rows) row.classList.add('arriving')
    list.prepend(...rows.reverse())
    while (list.childElementCount > shown) list.lastElementChild.remove()
  }

  function flush() {
    show(waiting.slice(-shown), { arriving: true })
    waiting = []
    button.hidden = true
  }

  function flushWhenFree() {
    if (waiting.length > 0 && !isBeingRead()) flush()
  }

  button.addEventListener('click', () => {
    flush()
    list.focus()
    list.scrollIntoView({ block: 'nearest' })
  })
  panel.addEventListener('mouseleave', flushWhenFree)
  list.addEventListener('focusout', () => setTimeout(flushWhenFree))
  addEventListener('scroll', flushWhenFree, { passive: true })

  return {
    /** Begins with these events, newest last. */
    start(events) {
      list.setAttribute('aria-busy', 'false')
      list.replaceChildren()
      if (events.length === 0) list.append(emptyRow())
      show(events)
    },
    /** Takes new events, newest last. */
    add(events) {
      announce(events.length)
      waiting.push(...events)
      if (!isBeingRead()) return flush()
      button.textContent = waiting.length > shown ? `${shown}+ new` : `${waiting.length} new`
      button.hidden = false
    },
  }
}

function emptyRow() {
  return element(
    'li',
    { class: 'empty' },
    'Nothing has happened yet. Events appear here the moment a source pushes a change.',
  )
}

let unannounced = 0
let announcing = null

/** Tells screen readers how many events came, at most every ten seconds, so that they are not flooded. */
function announce(count) {
  unannounced += count
  if (announcing !== null) return
  announcing = setTimeout(() => {
    byId('announcement').textContent = unannounced === 1 ? '1 new event' : `${unannounced} new events`
    unannounced = 0
    announcing = null
  }, announceEveryMs)
}
