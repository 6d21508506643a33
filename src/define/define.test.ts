import assert from 'node:assert/strict'
import { test } from 'node:test'
import { OverlayDocument } from '../model/overlay/document.ts'
import {
  defineAccessPolicy,
  defineAuthority,
  defineDirectory,
  defineDottedLine,
  defineGroup,
  defineMatching,
  defineOrgUnit,
  definePersonSchema,
  defineSettings,
  defineTeam,
  defineTest,
  emp,
  ext,
  group,
  mail,
  rule,
  teamLead,
  teamRole,
} from './config.ts'

const engineering = defineOrgUnit({ id: 'engineering' })
const platform = defineTeam({ id: 'platform', orgUnit: engineering, lead: emp('1') })
const leads = defineGroup({ id: 'leads', owners: [platform, emp('2')] })
const hris = defineDirectory({ id: 'hris', directory: 'Personio' })

test('objects stand for their ids where files have ids', () => {
  const squad = defineTeam({ id: 'web', type: 'squad', parent: platform, orgUnit: engineering, owners: [platform] })
  assert.deepEqual(squad, {
    kind: 'Team',
    id: 'web',
    type: 'squad',
    parent: 'platform',
    orgUnit: 'engineering',
    owners: ['team:platform'],
  })
  assert.deepEqual(leads.owners, ['team:platform', 'emp:2'])
})

test('a key that is not given is not there, for it would be managed', () => {
  assert.deepEqual(Object.keys(defineTeam({ id: 'a' })), ['kind', 'id'])
  assert.deepEqual(Object.keys(defineOrgUnit({ id: 'a' })), ['kind', 'id'])
})

test('people and approvers are written as files have them', () => {
  assert.deepEqual(
    [mail('ada@acme.example'), ext(hris, '77'), ext('okta', '00u'), teamLead(platform), teamRole('web', 'oncall')],
    ['mail:ada@acme.example', 'ext:hris:77', 'ext:okta:00u', 'team:platform#lead', 'team:web#oncall'],
  )
  assert.equal(group(leads), 'group:leads')
})

test('values are written into rules so that they stay values', () => {
  const evil = '" || true || "'
  assert.equal(rule`person.title == ${evil}`, String.raw`person.title == "\" || true || \""`)
  assert.equal(
    rule`person.memberOf(${leads}) && person.country in ${['DE', 'AT']} && person.age > ${3} && ${true}`,
    'person.memberOf("leads") && person.country in ["DE", "AT"] && person.age > 3 && true',
  )
})

test('what every function gives is a document of its kind', () => {
  const prod = defineAccessPolicy({
    id: 'prod',
    grants: { target: 'aws', entitlement: 'a' },
    assigned: 'person.active',
  })
  const documents = [
    ...[engineering, platform, leads, hris, prod],
    defineAccessPolicy({ id: 'b', grants: { target: 'aws', entitlement: 'b' }, conflicts: [prod, 'c'] }),
    defineSettings({ formatVersion: 1 }),
    definePersonSchema({ attributes: { badge: { type: 'text' } } }),
    defineMatching({ rules: [{ on: ['mail'] }] }),
    defineAuthority({ default: ['hris'] }),
    defineDottedLine({ id: 'a', person: emp('1'), manager: emp('2') }),
    defineTest({ id: 't', cases: [{ name: 'a', given: { person: { title: 'A' } }, expect: { memberOf: ['leads'] } }] }),
  ]
  for (const document of documents) {
    const parsed = OverlayDocument.safeParse(document)
    assert.ok(parsed.success, `${document.kind}: ${parsed.error}`)
  }
})
