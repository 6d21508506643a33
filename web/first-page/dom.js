/**
 * Makes an element. Attributes are set as they are, `class` and `data-…` included; null and false leave one out; functions
 * are listeners (`onclick`). Children that are null or empty are left out. Texts are text, never markup: names come from outside.
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue
    if (typeof value === 'function') made.addEventListener(key.slice(2), value)
    else made.setAttribute(key, value === true ? '' : value)
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ''))
  return made
}

/** The element of the page with this id. */
export function byId(id) {
  return document.getElementById(id)
}

/** Reads JSON of the server. A session that has ended leads to the sign-in; other refusals throw the server's words. */
export async function readJson(path, options = {}) {
  const response = await fetch(path, { headers: { accept: 'application/json' }, ...options })
  if (response.status === 401) {
    location.assign('/dashboard/sign-in')
    throw new Error('You have to sign in.')
  }
  const body = await response.json().catch(() => ({}))
  if (!response.ok) throw new Error(body.message ?? `The server answered ${response.status}.`)
  return body
}

/** Shows what went wrong, or hides it again. */
export function showProblem(text) {
  const problem = byId('problem')
  problem.hidden = !text
  problem.textContent = text ?? ''
}
