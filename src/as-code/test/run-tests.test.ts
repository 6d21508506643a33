import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadDocuments } from '../load/load-documents.ts'
import { runTests } from './run-tests.ts'
import { testText } from './test-text.ts'

const organization = {
  'org/eng.yaml': 'kind: OrgUnit\nid: eng\n',
  'org/web.yaml': 'kind: OrgUnit\nid: web\nparent: eng\nmembers: { mode: exact, rule: person.department == "Web" }\n',
  'teams/api.yaml': 'kind: Team\nid: api\nlead: emp:1\nroles: { oncall: [emp:2] }\n',
  'groups/leads.yaml':
    'kind: Group\nid: leads\nmembers: { mode: exact, rule: person.title.contains("Lead") && person.org.within("eng") }\n',
  'groups/veterans.yaml':
    'kind: Group\nid: veterans\nmembers: { mode: exact, rule: \'person.startDate.reached("P90D")\' }\n',
  'groups/below.yaml': 'kind: Group\nid: below\nmembers: { mode: exact, rule: \'person.reportsTo("emp:9")\' }\n',
  'policies/prod.yaml':
    'kind: AccessPolicy\nid: prod\ngrants: { target: aws, entitlement: a }\neligible: person.hasRole("api", "oncall")\napprovers: [person.manager]\n',
  'policies/base.yaml':
    'kind: AccessPolicy\nid: base\ngrants: { target: aws, entitlement: b }\nassigned: person.active\n',
}

function run(cases: string) {
  const files = { ...organization, 'tests/t.yaml': `kind: Test\nid: t\ncases:\n${cases}` }
  const { documents, findings } = loadDocuments(Object.entries(files).map(([path, text]) => ({ path, text })))
  assert.deepEqual(findings, [])
  return runTests(documents, new Date('2026-11-22T12:00:00Z'))
}

function failuresOf(cases: string): string[] {
  return run(cases).flatMap(({ failures }) => failures.map(({ text }) => text))
}

test('somebody is in what rules and files say of them', () => {
  assert.deepEqual(
    failuresOf(`
  - name: by rules
    given: { person: { title: Lead Engineer, department: Web } }
    expect: { memberOf: [leads], org: eng/web, gets: [base], notTeams: [api] }
  - name: by the employee number, as the lead
    given: { person: { employeeNumber: "1" } }
    expect: { teams: [api], mayNotRequest: [prod] }
  - name: by a reference
    given: { person: { ref: emp:2 } }
    expect: { teams: [api], mayRequest: [prod] }
  - name: below a manager
    given: { person: { managers: [emp:5, emp:9] } }
    expect: { memberOf: [below] }
  - name: below nobody
    given: { person: {} }
    expect: { notMemberOf: [below], unknownIn: [leads] }
`),
    [],
  )
})

test('a case can put its person somewhere, whatever rules say', () => {
  assert.deepEqual(
    failuresOf(`
  - name: in an org unit
    given: { person: { title: Lead, org: eng/web } }
    expect: { org: eng/web, memberOf: [leads] }
  - name: with a role
    given: { person: { roles: ["api#oncall"] } }
    expect: { mayRequest: [prod], teams: [api] }
  - name: in a group
    given: { person: { groups: [veterans] } }
    expect: { memberOf: [veterans] }
`),
    [],
  )
})

test('days are those of the case, and who has left is in nothing', () => {
  assert.deepEqual(
    failuresOf(`
  - name: after 89 days
    given: { today: 2026-03-31, person: { startDate: 2026-01-01 } }
    expect: { notMemberOf: [veterans] }
  - name: after 90 days
    given: { today: 2026-04-01, person: { startDate: 2026-01-01 } }
    expect: { memberOf: [veterans] }
  - name: before the first day
    given: { today: 2025-12-31, person: { startDate: 2026-01-01, ref: emp:2 } }
    expect: { getsNot: [base] }
  - name: after the last day
    given: { today: 2026-02-01, person: { ref: emp:2, endDate: 2026-01-31 } }
    expect: { notTeams: [api], getsNot: [base] }
`),
    [],
  )
})

test('what fails is told with its reason, and with the value of every part of the rule', () => {
  const results = run(`
  - name: a clerk leads
    given: { person: { title: Clerk, org: eng } }
    expect: { memberOf: [leads], org: eng/web, gets: [prod] }
`)
  const text = testText(results)
  assert.match(text, /✗ a clerk leads {2}tests\/t.yaml:4|✗ a clerk leads {2}tests\/t.yaml:5/)
  assert.match(text, /expected in group leads, but is not: its rule does not hold/)
  assert.match(text, /person\.title\.contains\("Lead"\) {2}→ {2}false/)
  assert.match(text, /person\.title {2}→ {2}"Clerk"/)
  assert.match(text, /expected in org unit eng\/web, but is in eng\n/)
  assert.match(text, /expected to get prod, but does not: its rule does not hold/)
  assert.match(text, /1 case, 1 failed\.$/)
})

test('somebody who gets two policies that conflict fails every case', () => {
  const { documents } = loadDocuments([
    {
      path: 'a.yaml',
      text: 'kind: AccessPolicy\nid: a\ngrants: { target: t, entitlement: a }\nassigned: person.title == "Clerk"\nconflicts: [b]\n',
    },
    {
      path: 'b.yaml',
      text: 'kind: AccessPolicy\nid: b\ngrants: { target: t, entitlement: b }\nassigned: person.country == "DE"\n',
    },
    {
      path: 't.yaml',
      text: 'kind: Test\nid: t\ncases: [{ name: c, given: { person: { title: Clerk, country: DE } }, expect: { gets: [a, b] } }]\n',
    },
  ])
  const [result] = runTests(documents, new Date('2026-11-22T12:00:00Z'))
  assert.deepEqual(
    result?.failures.map(({ text }) => text),
    ['gets a and b, which nobody may have together'],
  )
})
