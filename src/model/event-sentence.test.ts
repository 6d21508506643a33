import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventSentence } from './event-sentence.ts'

const amara = {
  object: 'directory_user',
  id: 'directory_user_1',
  name: 'Amara Okafor',
  first_name: 'Amara',
  last_name: 'Okafor',
  state: 'active',
  job_title: 'Engineer',
  custom_attributes: { department_name: 'Engineering', job_title: 'Engineer' },
}
const updated = (previous: Parameters<typeof eventSentence>[0]['previous']) =>
  eventSentence({ type: 'dsync.user.updated', data: amara, previous })

test('a created user is told with the position', () => {
  assert.equal(
    eventSentence({ type: 'dsync.user.created', data: amara, previous: null }),
    'Amara Okafor was added (Engineer, Engineering)',
  )
})

test('a user without names goes by the login', () => {
  const data = {
    id: 'directory_user_1',
    name: null,
    first_name: null,
    last_name: null,
    username: 'amara@x.example',
    custom_attributes: {},
  }
  assert.equal(eventSentence({ type: 'dsync.user.deleted', data, previous: null }), 'amara@x.example was deleted')
})

test('a membership names both sides', () => {
  const data = { user: amara, group: { name: 'On-call' } }
  assert.equal(eventSentence({ type: 'dsync.group.user_added', data, previous: null }), 'Amara Okafor joined On-call')
  assert.equal(eventSentence({ type: 'dsync.group.user_removed', data, previous: null }), 'Amara Okafor left On-call')
})

test('an update tells the most telling two changes', () => {
  assert.equal(updated({ state: 'inactive' }), 'Amara Okafor was reactivated')
  assert.equal(
    updated({
      job_title: 'Intern',
      custom_attributes: { department_name: 'Sales', job_title: 'Intern', manager_id: '1' },
    }),
    'Amara Okafor moved from Sales to Engineering and became Engineer',
  )
  assert.equal(updated({ name: 'Amara Eze', last_name: 'Eze', email: 'x' }), 'Amara Okafor was called Amara Eze before')
  assert.equal(updated({ custom_attributes: { cost_center_name: 'A' } }), 'Amara Okafor has a new cost center name')
})

test('an unknown type is told by its name', () => {
  assert.equal(eventSentence({ type: 'acme.new', data: {}, previous: null }), 'acme.new')
})

test('a sync is told by what it did, and by what is to be done', () => {
  const tell = (type: string, data: Parameters<typeof eventSentence>[0]['data']) =>
    eventSentence({ type, data, previous: null })
  const run = { kind: 'full', counts: { users_created: 2, groups_updated: 1, memberships_added: 0, held: 14 } }
  assert.equal(tell('muster.sync_run.completed', run), 'A full sync is done: 2 users created, 1 group updated')
  assert.equal(tell('muster.sync_run.completed', { ...run, counts: {} }), 'A full sync is done: nothing has changed')
  assert.equal(tell('muster.sync_run.waiting', run), 'A sync waits for a decision on 14 removals')
  assert.equal(tell('muster.sync_run.decided', { ...run, removals: 1, decision: 'rejected' }), '1 removal was rejected')
  assert.equal(tell('muster.sync_run.failed', { ...run, error_text: 'Do this.' }), 'A full sync failed: Do this.')
})
