import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Queryable } from '../store/database.ts'
import { createTestApi, type TestApi } from '../testing/api-app.ts'
import { untilWaiting } from '../testing/until-waiting.ts'

const rolledBack = new Error('The transaction is taken back')

/** Runs `work` in a transaction that others wait for, and takes it back at the end. */
async function thenRollBack(api: TestApi, work: (transaction: Queryable) => Promise<void>): Promise<void> {
  const rollBack = async (transaction: Queryable) => {
    await work(transaction)
    throw rolledBack
  }
  await assert.rejects(api.database.transaction(rollBack), rolledBack)
}

async function createOrganization(on: Queryable, id: string, externalId: string | null = null): Promise<void> {
  await on.query({
    text: 'insert into organizations (id, name, external_id, created_at, updated_at) values ($1, $1, $2, now(), now())',
    values: [id, externalId],
  })
}

test('an import and a change that want the same domains do not wait for each other for ever', async () => {
  await using api = await createTestApi()
  for (const id of ['org_first', 'org_holder']) await createOrganization(api.database, id)
  const organizations = [
    { id: 'org_z', name: 'Z', domains: [{ domain: 'z.test' }] },
    { id: 'org_a', name: 'A', domains: [{ domain: 'a.test' }] },
  ]
  const answers: ReturnType<TestApi['call']>[] = []
  await thenRollBack(api, async (transaction) => {
    await transaction.query({
      text: `insert into organization_domains (id, organization_id, domain, state, verification_strategy,
          verification_token, created_at, updated_at)
        values ('org_domain_m', 'org_holder', 'm.test', 'pending', 'dns', 'token', now(), now())`,
    })
    // The change has the first name, and waits in the middle of its list while the import begins.
    answers.push(api.call('PUT', '/organizations/org_first', { body: { domains: ['a.test', 'm.test', 'z.test'] } }))
    await untilWaiting(api.database, 1)
    answers.push(api.call('POST', '/imports/organizations', { body: { organizations } }))
    await untilWaiting(api.database, 2)
  })
  const [changed, imported] = await Promise.all(answers)
  assert.deepEqual([changed?.status, imported?.status], [200, 200])
  assert.deepEqual(
    imported?.body.data.map(({ id, result, message }: Record<string, string>) => [id, result, message]),
    [
      ['org_z', 'created', 'Without domains that another organization has: z.test.'],
      ['org_a', 'created', 'Without domains that another organization has: a.test.'],
    ],
  )
})

test('of an import, only what loses a race for its external_id is refused', async () => {
  await using api = await createTestApi()
  const organizations = [
    { id: 'org_1', name: 'One', external_id: 'crm-1', domains: [{ domain: 'one.test' }] },
    { id: 'org_2', name: 'Two', external_id: 'crm-2', domains: [{ domain: 'two.test' }] },
  ]
  const sent = await api.database.transaction(async (transaction) => {
    await createOrganization(transaction, 'org_other', 'crm-1')
    const answer = api.call('POST', '/imports/organizations', { body: { organizations } })
    await untilWaiting(api.database, 1)
    return { answer }
  })
  const { status, body } = await sent.answer
  assert.equal(status, 200, JSON.stringify(body))
  assert.deepEqual(
    body.data.map(({ id, result }: Record<string, string>) => [id, result]),
    [
      ['org_1', 'refused'],
      ['org_2', 'created'],
    ],
  )
  assert.match(body.data[0].message, /crm-1/)
  const { body: domains } = await api.call('GET', '/organizations/org_2')
  assert.deepEqual(
    domains.domains.map(({ domain }: { domain: string }) => domain),
    ['two.test'],
  )
})
