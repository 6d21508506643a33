import { byId, element, readJson } from './dom.js'

const typingMs = 180

/** The searchable list of people. The search is kept in the address, so that it can be sent to somebody. */
export function createPeople(nameOf) {
  const input = byId('search')
  let timer = null
  let latest = 0

  async function search() {
    const text = input.value.trim()
    const own = ++latest
    const { users } = await readJson(`/dashboard/users?q=${encodeURIComponent(text)}`)
    if (own === latest) show(users, { text, nameOf })
  }

  input.value = new URLSearchParams(location.search).get('q') ?? ''
  input.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      keepInAddress(input.value.trim())
      search().catch(() => {})
    }, typingMs)
  })
  return {
    search,
    /** Reads the newest people again, unless somebody is looking for one. */
    refresh: () =>
      input.value.trim() === '' && !byId('people').matches(':hover, :focus-within') ? search() : undefined,
  }
}

function show(users, { text, nameOf }) {
  const list = byId('people')
  list.setAttribute('aria-busy', 'false')
  list.replaceChildren(...(users.length > 0 ? users.map((user) => person(user, nameOf)) : [nobody(text)]))
  byId('people-count').textContent = text ? `${users.length} found` : ''
}

function person({ id, name, detail, directory_id: directoryId, active }, nameOf) {
  return element(
    'li',
    { class: 'person' },
    element(
      'a',
      { href: `/dashboard/users/${id}` },
      element('span', { class: 'name' }, name, ...(active ? [] : [' ', element('span', { class: 'tag' }, 'inactive')])),
      element('span', { class: 'muted small' }, [detail, nameOf(directoryId)].filter(Boolean).join(' · ')),
    ),
  )
}

function nobody(text) {
  return element('li', { class: 'empty' }, text ? `Nobody is called “${text}” here.` : 'Nobody here yet.')
}

function keepInAddress(text) {
  history.replaceState(null, '', text ? `?q=${encodeURIComponent(text)}` : location.pathname)
}
