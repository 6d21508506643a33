import assert from 'node:assert/strict'
import { test } from 'node:test'
import { firstSignInLink } from '../api/members/first-sign-in-link.ts'
import { bootstrapKey, createTestApi } from '../testing/api-app.ts'
import { makeMember, signInAt } from '../testing/signed-in.ts'
import { runApiVerb } from './api-verb.ts'
import { signInLink } from './sign-in-link.ts'

test('the command line makes the first owner by a link, and lets in whoever is locked out', async () => {
  await using api = await createTestApi()
  const url = await api.app.listen({ host: '127.0.0.1', port: 0 })
  const environment = { MUSTER_URL: url, MUSTER_API_KEY: bootstrapKey }
  const run = async (...args: string[]) => {
    const printed: string[] = []
    const terminal = { environment, folder: '/nonexistent', print: (text: string) => printed.push(text) }
    await runApiVerb(signInLink, args, terminal)
    return /\/dashboard\/sign-in\/(signin_\w+)/.exec(printed.join('\n'))?.[1] ?? assert.fail(printed.join('\n'))
  }
  const details = { name: 'Ada Lovelace', email: 'ada@muster.example' }
  const owner = await signInAt(api.app, { link_token: await run(), ...details })
  assert.equal((await owner.send('GET', '/dashboard/api/me')).body.role, 'owner')
  await assert.rejects(run(), /There is an owner already/)
  const again = await signInAt(api.app, { link_token: await run('--email', 'ADA@muster.example') })
  assert.equal((await again.send('GET', '/dashboard/api/me')).body.name, 'Ada Lovelace')
})

test('a server prints a link as long as nobody is an owner who can sign in', async () => {
  await using api = await createTestApi()
  const { database, context } = api
  const link = () => firstSignInLink({ ...context, database })
  await makeMember(context, { role: 'owner', state: 'deactivated' })
  assert.match((await link()) ?? '', /^http:\/\/muster\.test\/dashboard\/sign-in\/signin_\w{40}$/)
  await makeMember(context, { role: 'owner', email: 'ada@muster.example' })
  assert.equal(await link(), null)
})
