import assert from 'node:assert/strict'
import { test } from 'node:test'
import { OverlayDocument } from '../model/overlay/document.ts'
import { objectsReading } from './changed-inputs.ts'
import { compileOverlay } from './compile-overlay.ts'
import { evaluatePerson } from './evaluate-person.ts'
import { evaluatePolicies } from './evaluate-policies.ts'
import { evaluateAll, evaluateChanged } from './evaluate-state.ts'
import { explainMembership } from './explain-membership.ts'
import type { HandMembers, PersonInput } from './person-state.ts'

const now = new Date('2026-06-15T12:00:00Z')

function overlay(...documents: object[]) {
  return compileOverlay({ documents: documents.map((one) => OverlayDocument.parse(one)) })
}

function person(values: PersonInput['values'], refs: string[] = []): PersonInput {
  return { id: 'person_1', refs, values: { status: 'active', active: true, service: false, managers: [], ...values } }
}

function memberships(compiled: ReturnType<typeof overlay>, one: PersonInput, hand?: HandMembers) {
  const found = evaluatePerson(compiled, { person: one, hand, now })
  return [...found.memberships].map(([address, reasons]) => [address, reasons.map(({ by }) => by).join()])
}

const rule = (text: string, more: object = {}) => ({ members: { mode: 'exact', rule: text, ...more } })

test('what is missing makes a rule undecided: nobody is in for want of a value, nor for being in nothing undecided', () => {
  const compiled = overlay(
    { kind: 'Group', id: 'contractors', ...rule('person.type == "contractor"') },
    { kind: 'Group', id: 'insiders', ...rule('!person.memberOf("contractors")') },
  )
  const found = evaluatePerson(compiled, { person: person({}), now })
  assert.equal(found.memberships.size, 0)
  assert.deepEqual([...found.unknown.keys()], ['Group/contractors', 'Group/insiders'])
  assert.deepEqual(memberships(compiled, person({ type: 'employee' })), [['Group/insiders', 'rule']])
})

test('a file keeps out whatever brought somebody in, by hand only what no file says', () => {
  const members = { mode: 'additive', rule: 'person.active', add: ['emp:2'], remove: ['emp:3'] }
  const compiled = overlay({ kind: 'Group', id: 'all', members })
  const out: HandMembers = new Map([['Group/all', { action: 'remove', until: null, actor: 'Grace' }]])
  const into: HandMembers = new Map([['Group/all', { action: 'add', until: null, actor: 'Grace' }]])
  assert.deepEqual(memberships(compiled, person({}, ['emp:1'])), [['Group/all', 'rule']])
  assert.deepEqual(memberships(compiled, person({}, ['emp:1']), out), [])
  assert.deepEqual(memberships(compiled, person({}, ['emp:2']), out), [['Group/all', 'rule,file']])
  assert.deepEqual(memberships(compiled, person({}, ['emp:3']), into), [])
  assert.deepEqual(memberships(compiled, person({ active: false }), into), [['Group/all', 'hand']])
})

test('a last day ends at midnight where the person is', () => {
  const members = { mode: 'exact', add: ['emp:1'], until: { 'emp:1': '2026-06-15' } }
  const compiled = overlay({ kind: 'Group', id: 'loan', members })
  const at = (zone: string) => evaluatePerson(compiled, { person: person({ timeZone: zone }, ['emp:1']), now })
  assert.equal(at('Europe/Berlin').flipsAt?.toISOString(), '2026-06-15T22:00:00.000Z')
  assert.equal(at('America/New_York').flipsAt?.toISOString(), '2026-06-16T04:00:00.000Z')
  assert.deepEqual([...at('Pacific/Kiritimati').memberships.keys()], [])
})

test('who has left is in nothing for being named, and can be by rule', () => {
  const compiled = overlay(
    { kind: 'Team', id: 'core', lead: 'emp:1', roles: { oncall: ['emp:1'] }, ...rule('false', { add: ['emp:1'] }) },
    { kind: 'Group', id: 'alumni', ...rule('person.status == "left"') },
    { kind: 'Group', id: 'on-call', ...rule('person.hasRole("core", "oncall") && person.hasRole("core", "lead")') },
  )
  assert.deepEqual(memberships(compiled, person({}, ['emp:1'])), [
    ['Team/core', 'file,lead,role'],
    ['Group/on-call', 'rule'],
  ])
  const gone = person({ status: 'left', active: false }, ['emp:1'])
  assert.deepEqual(memberships(compiled, gone), [['Group/alumni', 'rule']])
})

test('nobody is in a project after its last day', () => {
  const compiled = overlay({ kind: 'Team', id: 'move', ends: '2026-06-14', lead: 'emp:1', ...rule('true') })
  assert.deepEqual(memberships(compiled, person({}, ['emp:1'])), [])
})

test('who is in a unit is in those above it, and who is kept out of one in none below', () => {
  const units = [
    { kind: 'OrgUnit', id: 'eng', members: { mode: 'exact', remove: ['emp:9'] } },
    { kind: 'OrgUnit', id: 'platform', parent: 'eng', ...rule('person.department == "Platform"') },
    { kind: 'Group', id: 'engineers', ...rule('person.org.within("eng")') },
  ]
  const compiled = overlay(...units)
  const found = evaluatePerson(compiled, { person: person({ department: 'Platform' }), now })
  assert.equal(found.org, 'eng/platform')
  assert.deepEqual(found.memberships.get('OrgUnit/eng'), [{ by: 'below', id: 'platform' }])
  assert.deepEqual([...found.memberships.keys()].sort(), ['Group/engineers', 'OrgUnit/eng', 'OrgUnit/platform'])
  assert.deepEqual(memberships(compiled, person({ department: 'Platform' }, ['emp:9'])), [])
})

test('of units in different branches the first by id is the path, and all are told', () => {
  const compiled = overlay(
    { kind: 'OrgUnit', id: 'sales', ...rule('true') },
    { kind: 'OrgUnit', id: 'eng', ...rule('true') },
  )
  const found = evaluatePerson(compiled, { person: person({}), now })
  assert.equal(found.org, 'eng')
  assert.deepEqual(found.orgs, ['eng', 'sales'])
})

test('rules in a circle are told with the way round, and undecided; the rest goes on', () => {
  const compiled = overlay(
    { kind: 'Group', id: 'a', ...rule('person.memberOf("b")') },
    { kind: 'Group', id: 'b', ...rule('person.memberOf("a")') },
    { kind: 'Group', id: 'c', ...rule('person.active') },
    { kind: 'OrgUnit', id: 'u', ...rule('person.org == "u"') },
  )
  const cycles = compiled.problems.filter(({ code }) => code === 'cycle')
  assert.deepEqual(
    cycles.map(({ path }) => path),
    [
      ['Group/a', 'Group/b', 'Group/a'],
      ['OrgUnit/u', 'OrgUnit/u'],
    ],
  )
  const found = evaluatePerson(compiled, { person: person({}), now })
  assert.deepEqual([...found.memberships.keys()], ['Group/c'])
  assert.equal(found.unknown.size, 3)
})

test('access goes by rules, and not beside what it is in conflict with', () => {
  const grants = { target: 'aws', entitlement: 'admin' }
  const compiled = overlay(
    { kind: 'Group', id: 'leads', ...rule('person.title == "Lead"') },
    { kind: 'AccessPolicy', id: 'prod', grants, eligible: 'person.memberOf("leads")' },
    { kind: 'AccessPolicy', id: 'payments', grants, assigned: 'person.department == "Finance"', conflicts: ['prod'] },
  )
  const of = (values: PersonInput['values']) => evaluatePolicies(compiled, { person: person(values), now })
  assert.deepEqual(of({ title: 'Lead', department: 'IT' }).mayRequest, ['prod'])
  assert.deepEqual(of({ title: 'Lead', department: 'Finance' }).mayRequest, [])
  assert.deepEqual(of({ title: 'Lead', department: 'Finance' }).gets, ['payments'])
  assert.deepEqual([...of({}).unknown.keys()], ['payments', 'prod'])
})

test('an explanation has the value of each part of the rule, and what keeps somebody out', () => {
  const compiled = overlay({
    kind: 'Group',
    id: 'leads',
    ...rule('person.title.contains("Lead") && person.country == "DE"', { remove: ['emp:9'] }),
  })
  const values = { title: 'Lead', country: 'AT' }
  const outside = explainMembership(compiled, { person: person(values), now }, 'Group/leads')
  assert.equal(outside?.isMember, false)
  assert.equal(outside?.rule?.explained?.value, 'false')
  assert.deepEqual(
    outside?.rule?.explained?.parts.map(({ text, value }) => [text, value]),
    [
      ['person.title.contains("Lead")', 'true'],
      ['person.country == "DE"', 'false'],
    ],
  )
  const keptOut = explainMembership(
    compiled,
    { person: person({ ...values, country: 'DE' }, ['emp:9']), now },
    'Group/leads',
  )
  assert.deepEqual(keptOut?.keptOut, { by: 'file', until: null })
  assert.equal(explainMembership(compiled, { person: person({}), now }, 'Group/none'), null)
})

test('of a person who changes only the rules are evaluated that read it, and those that follow from a difference', () => {
  const others = Array.from({ length: 50 }, (_, index) => ({
    ...{ kind: 'Group', id: `other-${index}` },
    ...rule(`person.costCenter == "${index}"`),
  }))
  const compiled = overlay(
    ...others,
    { kind: 'Group', id: 'leads', ...rule('person.title == "Lead"') },
    { kind: 'Group', id: 'german-leads', ...rule('person.memberOf("leads") && person.country == "DE"') },
  )
  const touchedBy = (before: string, after: string) => {
    const { state } = evaluateAll(compiled, { person: person({ title: before, country: 'DE' }), now })
    const changed = objectsReading(compiled, ['title'], [])
    const evaluation = { person: person({ title: after, country: 'DE' }), now }
    const { touched } = evaluateChanged(compiled, evaluation, { state, changed })
    return [...(touched ?? [])].map((position) => compiled.objects[position]?.id)
  }
  assert.deepEqual(touchedBy('Engineer', 'Manager'), ['leads'])
  assert.deepEqual(touchedBy('Engineer', 'Lead'), ['leads', 'german-leads'])
})
