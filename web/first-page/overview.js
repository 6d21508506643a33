import { showDirectories } from './directory-cards.js'
import { byId, readJson, showProblem } from './dom.js'
import { createEventList } from './event-list.js'
import { followEvents } from './live-events.js'
import { createPeople } from './people.js'
import { keepTimes } from './time.js'

const names = new Map()
const nameOf = (directoryId) => names.get(directoryId) ?? ''
const events = createEventList(nameOf)
const people = createPeople(nameOf)
let refreshing = null

/** Shows all there is, then follows what happens. */
async function start() {
  const overview = await readOverview()
  events.start(overview.events.toReversed())
  people.search().catch((error) => showProblem(error.message))
  followEvents(overview.position, {
    onEvents: ({ events: arrived }) => {
      events.add(arrived)
      refreshSoon()
    },
    onState: showConnection,
    onLost: () => location.reload(),
  })
}

async function readOverview() {
  const overview = await readJson('/dashboard/data')
  for (const { id, name } of overview.directories) names.set(id, name)
  byId('title').textContent = overview.organization ?? 'All organizations'
  document.title = `${overview.organization ?? 'Directories'} · Muster`
  byId('sign-out').hidden = !overview.signed_in
  byId('sign-in').hidden = overview.signed_in
  showDirectories(overview.directories)
  return overview
}

/** Counts are read again at most once a second, however much happens. */
function refreshSoon() {
  if (refreshing !== null) return
  refreshing = setTimeout(async () => {
    refreshing = null
    await Promise.all([readOverview(), people.refresh()]).catch(() => showConnection('reconnecting'))
  }, 1_000)
}

const connectionTexts = { live: 'Live', reconnecting: 'Reconnecting…', connecting: 'Connecting…' }

function showConnection(state) {
  const connection = byId('connection')
  if (connection.dataset.state === state) return
  connection.dataset.state = state
  byId('connection-text').textContent = connectionTexts[state]
}

byId('sign-out').addEventListener('click', async () => {
  await fetch('/dashboard/session', { method: 'DELETE' })
  location.assign('/dashboard')
})

keepTimes()
start().catch((error) => {
  showProblem(`${error.message} Trying again…`)
  setTimeout(() => location.reload(), 5_000)
})
