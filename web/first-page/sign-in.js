import { byId } from './dom.js'

/** Sends the key; the server answers with a cookie that scripts cannot read. */
async function signIn(apiKey) {
  const response = await fetch('/dashboard/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ api_key: apiKey }),
  })
  if (response.ok) return location.assign('/dashboard')
  const { message } = await response.json().catch(() => ({}))
  throw new Error(response.status === 401 ? 'This key is not known here, or it has expired or was revoked.' : message)
}

byId('form').addEventListener('submit', async (event) => {
  event.preventDefault()
  const key = byId('key')
  byId('message').textContent = ''
  try {
    if (key.value.trim() === '') throw new Error('Paste an API key first.')
    await signIn(key.value.trim())
  } catch (error) {
    byId('message').textContent = error.message || 'The server did not answer. Try again.'
    key.setAttribute('aria-invalid', 'true')
    key.select()
    key.focus()
  }
})

byId('key').focus()
