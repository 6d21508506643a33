import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SourceError } from '../../connectors/source-error.ts'
import { startExplainedCompany } from '../../testing/explained-company.ts'
import { aSourceUser } from '../../testing/memory-connector.ts'

const login = (id: string) => `${id}@example.com`

test('somebody who is synced is explained in five steps, by id, address or login, in any case', async () => {
  await using acme = await startExplainedCompany()
  const { body, steps } = await acme.explain(login('u00001').toUpperCase())
  assert.deepEqual(steps, {
    received: 'ok read_in_run',
    in_scope: 'ok everybody_in_scope',
    mapped: 'ok mapped',
    matched: 'ok matched',
    present: 'ok active',
  })
  assert.deepEqual([body.verdict, body.is_fresh, body.person.idp_id], ['synced', false, 'u00001'])
  assert.equal(body.received.login, login('u00001'))
  assert.equal(body.mapped.job_title, 'Engineer')
  assert.ok(body.lines.some((line: { target: string; value: string }) => line.target === 'email' && line.value))
  for (const name of [body.person.user_id, 'u00001']) {
    assert.equal((await acme.explain(name)).body.person.user_id, body.person.user_id)
  }
})

test('groups are told with how the person got in', async () => {
  await using acme = await startExplainedCompany()
  const { body } = await acme.explain('u00001')
  const groups = body.groups.map(({ name, how, through }: Record<string, { name: string }>) => {
    return [name, how, through?.name ?? null]
  })
  assert.deepEqual(groups, [
    ['Group g1', 'direct', null],
    ['Group g2', 'nested', 'Group g1'],
  ])
})

test('nobody like this was ever read; asked now, the source says whether it has the person', async () => {
  await using acme = await startExplainedCompany()
  const never = await acme.explain('nobody@example.com')
  assert.deepEqual([never.body.verdict, never.body.person], ['never_seen', null])
  assert.deepEqual([never.steps.received, never.steps.present], ['not_ok never_read', 'not_ok not_here'])
  assert.match(never.body.steps[0].fix, /credential/)
  assert.equal((await acme.explain('nobody@example.com', '&fresh=true')).steps.received, 'not_ok not_found_now')
  acme.source.putUser('late')
  const found = await acme.explain(login('late'), '&fresh=true')
  assert.deepEqual([found.body.is_fresh, found.body.verdict, found.body.person.idp_id], [true, 'not_synced', 'late'])
  assert.deepEqual([found.steps.received, found.steps.mapped], ['ok read_now', 'ok mapped'])
})

test('a source that cannot be asked now is told of, and what is stored is told all the same', async () => {
  await using acme = await startExplainedCompany()
  acme.source.faults.closed = new SourceError('unreachable', 'acme.test does not answer.')
  const { body } = await acme.explain('u00001', '&fresh=true')
  assert.deepEqual([body.is_fresh, body.verdict, body.notices[0].code], [false, 'synced', 'source_not_asked'])
  assert.match(body.notices[0].text, /acme\.test does not answer/)
})

test('the scope leaves somebody out, and the part of it that does is named', async () => {
  await using acme = await startExplainedCompany({ scope: { groups: ['g1'], rule: 'user.title == "Engineer"' } })
  const inside = await acme.explain('u00001')
  assert.deepEqual([inside.body.verdict, inside.steps.in_scope], ['synced', 'ok in_scope'])
  const { body, steps } = await acme.explain(login('u00009'))
  assert.deepEqual(
    [body.verdict, steps.received, steps.in_scope],
    ['not_synced', 'ok read_in_run', 'not_ok out_of_scope'],
  )
  assert.equal(steps.present, 'not_ok not_here')
  assert.deepEqual(
    body.scope.map(({ criterion, state }: Record<string, string>) => [criterion, state]),
    [
      ['groups', 'not_ok'],
      ['rule', 'unknown'],
    ],
  )
  assert.match(body.steps[1].text, /in no group of the scope/)
  const fresh = await acme.explain(login('u00009'), '&fresh=true')
  assert.deepEqual(
    fresh.body.scope.map(({ state }: Record<string, string>) => state),
    ['not_ok', 'ok'],
  )
})

test('somebody who left the scope is inactive, because of it', async () => {
  await using acme = await startExplainedCompany({ scope: { rule: 'user.title == "Engineer"' } })
  acme.source.putUser('u00004', { attributes: { ...aSourceUser('u00004').attributes, title: 'Guest' } })
  await acme.run()
  const { body, steps } = await acme.explain('u00004')
  assert.deepEqual(
    [body.verdict, steps.in_scope, steps.present],
    ['inactive', 'not_ok left_scope', 'not_ok inactive_left_scope'],
  )
})

test('the mapping refuses whoever has no username, and says what it read', async () => {
  await using acme = await startExplainedCompany()
  const { login: _, ...attributes } = aSourceUser('nameless').attributes
  acme.source.putUser('nameless', { attributes, alias: 'nameless' })
  await acme.run()
  const { body, steps } = await acme.explain('nameless')
  assert.deepEqual(
    [body.verdict, steps.received, steps.in_scope],
    ['not_synced', 'ok read_in_run', 'ok everybody_in_scope'],
  )
  assert.equal(steps.mapped, 'not_ok mapping_refused')
  assert.match(body.steps[2].text, /"user\.login" gives no username/)
  assert.equal(body.problems[0].code, 'username_missing:username')
})

test('a value that cannot be taken is a problem of somebody who is synced', async () => {
  await using acme = await startExplainedCompany({
    mapping: [{ target: 'custom_attributes.employment_start_date', expression: 'user.start' }],
  })
  acme.source.putUser('u00005', { attributes: { ...aSourceUser('u00005').attributes, start: 'soon' } })
  await acme.run()
  const { body, steps } = await acme.explain('u00005')
  assert.deepEqual([body.verdict, steps.mapped], ['synced_with_problems', 'not_ok mapped_with_problems'])
  assert.match(body.steps[2].text, /employment_start_date/)
})

test('a login that somebody else has keeps a person out', async () => {
  await using acme = await startExplainedCompany()
  const attributes = { ...aSourceUser('twin').attributes, login: login('u00001') }
  acme.source.putUser('twin', { attributes, alias: 'twin' })
  await acme.run()
  const { body, steps } = await acme.explain('twin')
  assert.deepEqual([body.verdict, steps.mapped, steps.matched], ['not_synced', 'ok mapped', 'not_ok name_taken'])
  assert.equal(body.problems[0].code, 'user_name_taken')
  assert.equal(body.received.login, login('u00001'))
})

test('a name that means several people gives candidates, each to ask for', async () => {
  await using acme = await startExplainedCompany()
  const { body } = await acme.explain('Last u0000')
  assert.deepEqual([body.verdict, body.steps, body.person], ['several', [], null])
  assert.ok(body.candidates.length > 1 && body.candidates.length <= 10)
  const [first] = body.candidates
  assert.equal((await acme.explain(first.user)).body.person.user_id, first.user)
})

test('a removal that waits for a decision is told with its reason', async () => {
  await using acme = await startExplainedCompany()
  for (const id of ['u00001', 'u00002', 'u00003', 'u00004', 'u00005', 'u00006']) acme.source.removeUser(id)
  const run = await acme.run(['waiting'])
  const { body, steps } = await acme.explain('u00002')
  assert.deepEqual([body.verdict, steps.received], ['synced_with_problems', 'not_ok gone_from_source'])
  assert.equal(steps.present, 'not_ok removal_held')
  assert.deepEqual([body.steps[4].facts.reason, body.steps[4].facts.run_id], ['absent', run.id])
})

test('whoever is deactivated at the source is inactive here, and says since when', async () => {
  await using acme = await startExplainedCompany()
  acme.source.putUser('u00007', { status: 'deactivated', statusDetail: 'DEPROVISIONED' })
  await acme.run()
  const { body, steps } = await acme.explain('u00007')
  assert.deepEqual([body.verdict, steps.present], ['inactive', 'not_ok inactive_at_source'])
  assert.ok(body.steps[4].at)
})

test('somebody who is gone from the source was deleted here, and can be had back for a while', async () => {
  await using acme = await startExplainedCompany()
  acme.source.removeUser('u00008')
  await acme.run()
  const { body, steps } = await acme.explain(login('u00008'))
  assert.deepEqual(
    [body.verdict, steps.received, steps.present],
    ['not_synced', 'not_ok gone_from_source', 'not_ok deleted'],
  )
  assert.equal(body.steps[4].facts.by, 'sync')
})

test('that a directory is paused, in quarantine or was never read is said first', async () => {
  await using acme = await startExplainedCompany()
  await acme.api.call('POST', `${acme.path}/pause`, { body: {} })
  const paused = await acme.explain('nobody@example.com')
  assert.deepEqual(
    [paused.body.notices[0].code, paused.body.notices[0].fix],
    ['directory_paused', 'Resume the directory.'],
  )
  await acme.api.call('POST', `${acme.path}/resume`, { body: {} })
  acme.source.faults.closed = new SourceError('credentials_refused', 'The key of acme is not taken any more.')
  await acme.run(['failed'])
  const stopped = await acme.explain('u00001')
  assert.equal(stopped.body.notices[0].code, 'directory_quarantined')
  assert.match(stopped.body.notices[0].text, /not taken any more/)
  assert.equal(stopped.body.verdict, 'synced')
})
