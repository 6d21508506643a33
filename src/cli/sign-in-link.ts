import type { Action, ApiVerb } from './api-verb.ts'
import { show } from './show-object.ts'

const make: Action = {
  takes: [],
  usage: '[--email <address>]',
  options: { email: { type: 'string' } },
  async run(given, api) {
    const email = given.option('email')
    const json = await api.post('/sign_in_links', { email })
    const whose = email === undefined ? 'Whoever opens this link becomes the owner' : `This link signs ${email} in`
    return { json, text: `${whose}, once, until ${show(json.expires_at)}:\n\n  ${show(json.url)}` }
  },
}

/** `muster sign-in-link`. */
export const signInLink: ApiVerb = {
  name: 'sign-in-link',
  summary: 'make a link that signs somebody in to the dashboard once',
  actions: { '': make },
  notes: 'Without --email it makes the first owner, as long as there is none.',
}
