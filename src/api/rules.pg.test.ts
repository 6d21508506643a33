import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestApi } from '../testing/api-app.ts'
import { createTestDirectory } from '../testing/api-objects.ts'
import { putDocuments } from '../testing/overlay-documents.ts'

async function start() {
  const api = await createTestApi()
  const { organizationId } = await createTestDirectory(api)
  await api.database.query({
    text: `insert into people (organization_id, id, status, display_name, display_name_key, attributes, sources, version,
        created_at, updated_at)
      select $1, 'person_' || lpad(n::text, 26, '0'), 'active', 'Person ' || n, 'person ' || n,
        case when n = 10 then '{}' else jsonb_build_object('title', case when n <= 2 then 'Lead' else 'Engineer' end,
          'employeeNumber', n::text, 'salary', n * 1000) end, '{}', 1, now(), now()
      from generate_series(1, 10) n`,
    values: [organizationId],
  })
  const get = async (path: string, query: Readonly<Record<string, string>>, key?: string) => {
    const search = new URLSearchParams({ organization_id: organizationId, ...query })
    const { status, body } = await api.call('GET', `${path}?${search}`, { ...(key && { key }) })
    assert.equal(status, 200, JSON.stringify(body))
    return body
  }
  return {
    ...{ api, organizationId, get },
    put: (documents: readonly object[]) => putDocuments(api.database, organizationId, { documents }),
    [Symbol.asyncDispose]: () => api[Symbol.asyncDispose](),
  }
}

const person = (n: number) => `person_${String(n).padStart(26, '0')}`

test('a rule is tried on everybody before it is used', async () => {
  await using s = await start()
  const found = await s.get('/rules/preview', { rule: 'person.title == "Lead"' })
  assert.deepEqual([found.valid, found.count, found.unknown, found.total], [true, 2, 1, 10])
  assert.deepEqual(found.filled, [{ attribute: 'title', count: 9 }])
  assert.deepEqual(found.builder.rows, [{ attribute: 'title', operator: 'equals', value: 'Lead' }])
  assert.deepEqual(found.samples.in[0], { id: person(1), name: 'Person 1', values: { title: 'Lead' }, missing: null })
  assert.equal(found.samples.unknown[0].missing, 'person.title is missing')
})

test('rows become a rule, and what is wrong with one is told with what to do', async () => {
  await using s = await start()
  const rows = { match: 'any', rows: [{ attribute: 'title', operator: 'starts_with', value: 'Le' }] }
  const found = await s.get('/rules/preview', { builder: JSON.stringify(rows) })
  assert.deepEqual([found.rule, found.count], ['person.title.startsWith("Le")', 2])
  const wrong = await s.get('/rules/preview', { rule: 'person.titel == "Lead"' })
  assert.equal(wrong.valid, false)
  assert.match(wrong.error.text, /titel.*title/)
  const open = await s.get('/rules/preview', { builder: '{"match":"all","rows":[{"operator":"equals","value":"x"}]}' })
  assert.match(open.error.text, /needs an attribute/)
  const nonsense = await s.api.call('GET', `/rules/preview?organization_id=${s.organizationId}&builder=7`)
  assert.equal(nonsense.status, 422, JSON.stringify(nonsense.body))
})

test('a rule that reads a group takes in whom the group has, also by hand', async () => {
  await using s = await start()
  const leads = { kind: 'Group', id: 'leads', members: { rule: 'person.title == "Lead"', mode: 'additive' } }
  await s.put([leads])
  await s.api.database.query({
    text: `insert into overlay_hand_members (organization_id, kind, object_id, person_id, action, actor, created_at)
      values ($1, 'Group', 'leads', $2, 'add', '{}', now())`,
    values: [s.organizationId, person(5)],
  })
  const found = await s.get('/rules/preview', { rule: 'person.memberOf("leads")' })
  assert.equal(found.count, 3)
  const gone = await s.get('/rules/preview', { rule: 'person.memberOf("leaders")' })
  assert.match(gone.warnings[0], /leaders, which does not exist/)
})

test('every part of a rule is told with what it gives for somebody', async () => {
  await using s = await start()
  const rule = 'person.title == "Lead" && person.reportsTo("emp:3")'
  const found = await s.get('/rules/explain', { rule, person_id: person(1) })
  assert.equal(found.explained.parts[0].text, 'person.title == "Lead"')
  assert.equal(found.explained.parts[0].value, 'true')
  assert.deepEqual([found.outcome, found.display_name], ['unknown', 'Person 1'])
  assert.deepEqual(found.warnings, ['Nobody is known as emp:3.'])
})

test('why somebody is in a group, and why not', async () => {
  await using s = await start()
  await s.put([{ kind: 'Group', id: 'leads', members: { rule: 'person.title == "Lead"', mode: 'exact' } }])
  const why = (n: number) => s.get(`/people/${person(n)}/memberships/Group/leads/explain`, {})
  const inside = await why(1)
  assert.deepEqual([inside.is_member, inside.reasons[0].by], [true, 'rule'])
  assert.equal(inside.rule.explained.parts[0].value, '"Lead"')
  assert.equal((await why(4)).is_member, false)
  assert.equal((await why(10)).unknown, 'person.title is missing')
  const nowhere = await s.api.call('GET', `/people/${person(1)}/memberships/Group/gone/explain`)
  assert.equal(nowhere.status, 404)
})

test('whoever may not see an attribute sees nobody by it', async () => {
  await using s = await start()
  const schema = { kind: 'PersonSchema', attributes: { salary: { type: 'number', sensitive: true } } }
  const rich = { kind: 'Group', id: 'rich', members: { rule: 'person["salary"] > 8000', mode: 'exact' } }
  await s.put([schema, rich])
  const body = { name: 'reader', organization_id: s.organizationId, permissions: ['overlay:read', 'people:read'] }
  const { value: key } = (await s.api.call('POST', '/api_keys', { body })).body
  const rule = 'person.salary > 8000'
  const open = await s.get('/rules/preview', { rule })
  assert.deepEqual([open.count, open.samples.in.length], [1, 1])
  const masked = await s.get('/rules/preview', { rule }, key)
  assert.deepEqual([masked.count, masked.samples, masked.masked_attributes], [0, null, ['salary']])
  assert.match(masked.error.text, /people:write/)
  for (const each of [rule, 'person["salary"] < 1', 'person . salary > 8000']) {
    const [one, other] = await Promise.all(
      [1, 9].map((id) => s.get('/rules/explain', { rule: each, person_id: person(id) }, key)),
    )
    assert.deepEqual([one.outcome, one.explained, one.missing], ['unknown', null, other.missing])
  }
  const why = await s.get(`/people/${person(9)}/memberships/Group/rich/explain`, {}, key)
  assert.deepEqual([why.is_member, why.rule.explained, why.masked_attributes], [true, null, ['salary']])
  const values = `/rules/values?organization_id=${s.organizationId}&attribute=salary`
  assert.equal((await s.api.call('GET', values, { key })).status, 404)
})

test('what rules can name is listed, with the values that people have', async () => {
  await using s = await start()
  await s.put([{ kind: 'Team', id: 'platform', name: 'Platform', roles: { oncall: [] } }])
  const found = await s.get('/rules/vocabulary', {})
  assert.deepEqual(found.teams, [{ id: 'platform', name: 'Platform', roles: ['oncall'] }])
  assert.ok(
    found.attributes.some(({ name, type }: { name: string; type: string }) => name === 'title' && type === 'text'),
  )
  const titles = await s.get('/rules/values', { attribute: 'title' })
  const most = [
    { value: 'Engineer', count: 7 },
    { value: 'Lead', count: 2 },
  ]
  assert.deepEqual([titles.values, titles.filled, titles.total], [most, 9, 10])
})

test('rules of other products are converted with the groups that are there', async () => {
  await using s = await start()
  await s.put([{ kind: 'Group', id: 'vip', name: 'Very Important' }])
  const okta = await s.get('/rules/convert', { from: 'okta', rule: 'isMemberOfGroupName("Very Important")' })
  assert.deepEqual([okta.rule, okta.warnings], ['person.memberOf("vip")', []])
  const refused = await s.get('/rules/convert', { from: 'okta', rule: 'Time.now() > "2"' })
  assert.match(refused.error.text, /cannot be taken over/)
})
