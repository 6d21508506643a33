import assert from 'node:assert/strict'
import type { CasePerson, PlanCase } from './plan-case.ts'

const ada: CasePerson = { ref: 'emp:1', displayName: 'Ada', title: 'Team Lead', department: 'Engineering' }
const ben: CasePerson = { ref: 'emp:2', displayName: 'Ben', title: 'Engineer', department: 'Engineering' }
const cem: CasePerson = { ref: 'emp:3', displayName: 'Cem', title: 'Team Lead', department: 'Sales' }
const dee: CasePerson = { ref: 'emp:4', displayName: 'Dee', department: 'Engineering' }
const everybody = [ada, ben, cem, dee]

const group = (id: string, rule: string) => ({ kind: 'Group', id, members: { rule, mode: 'exact' } })
const leads = group('leads', 'person.title == "Team Lead"')

/** Who enters and leaves, and why. */
export const memberCases: readonly PlanCase[] = [
  {
    name: 'a new rule tells who enters, and of whom it cannot be said',
    people: everybody,
    files: [leads],
    changes: ['create Group/leads +2 ?1'],
    also: ({ changes }) => {
      const samples = changes[0]?.people?.samples
      assert.deepEqual(
        samples?.enter.map(({ name, why }) => [name, why]),
        [
          ['Ada', 'the rule holds: title "Team Lead"'],
          ['Cem', 'the rule holds: title "Team Lead"'],
        ],
      )
      assert.deepEqual(
        samples?.unknown.map(({ name }) => name),
        ['Dee'],
      )
    },
  },
  {
    name: 'a changed rule tells who leaves, and why',
    people: everybody,
    effect: [leads],
    files: [group('leads', 'person.title == "Team Lead" && person.department == "Engineering"')],
    changes: ['update Group/leads -1 ?1'],
    also: ({ changes }) => {
      const [leaver] = changes[0]?.people?.samples.leave ?? []
      assert.deepEqual(
        [leaver?.name, leaver?.why],
        ['Cem', 'the rule does not hold: title "Team Lead", department "Sales"'],
      )
    },
  },
  {
    name: 'a rule that says the same in other words moves nobody',
    people: everybody,
    effect: [leads],
    files: [group('leads', '"Team Lead" == person.title')],
    changes: ['update Group/leads ?1'],
  },
  {
    name: 'a name that changes evaluates nobody',
    people: everybody,
    effect: [leads],
    files: [{ ...leads, name: 'Leads' }],
    changes: ['update Group/leads'],
    also: ({ changes }) => assert.equal(changes[0]?.people, null),
  },
  {
    name: 'who is named enters, and says by which reference',
    people: everybody,
    files: [{ kind: 'Team', id: 'web', lead: 'emp:2', members: { add: ['emp:1'], mode: 'exact' } }],
    changes: ['create Team/web +2'],
    also: ({ changes }) =>
      assert.deepEqual(changes[0]?.people?.samples.enter.map(({ name, why }) => `${name}: ${why}`).sort(), [
        'Ada: named as emp:1',
        'Ben: leads it',
      ]),
  },
  {
    name: 'who is kept out leaves, whatever the rule says',
    people: everybody,
    effect: [leads],
    files: [{ ...leads, members: { ...leads.members, remove: ['emp:3'] } }],
    changes: ['update Group/leads -1 ?1'],
  },
  {
    name: 'a last day that has passed brings nobody in',
    people: everybody,
    files: [
      {
        kind: 'Group',
        id: 'loan',
        members: { add: ['emp:1', 'emp:2'], until: { 'emp:2': '2026-01-31' }, mode: 'exact' },
      },
    ],
    changes: ['create Group/loan +1'],
  },
  {
    name: 'a reference that nobody is known by is a warning, and waits',
    people: everybody,
    files: [{ kind: 'Group', id: 'loan', members: { add: ['emp:99'], mode: 'exact' } }],
    changes: ['create Group/loan'],
    also: ({ findings, applyable }) => {
      assert.deepEqual(
        findings.map(({ code, severity }) => [code, severity]),
        [['MP001', 'warning']],
      )
      assert.equal(applyable, true)
    },
  },
  {
    name: 'a reference that means somebody else by now is refused',
    people: everybody,
    effect: [{ kind: 'Group', id: 'loan', members: { add: ['emp:1'], mode: 'exact' } }],
    pinned: { 'emp:1': 'person_00000000000000000000000GONE' },
    files: [{ kind: 'Group', id: 'loan', name: 'Loan', members: { add: ['emp:1'], mode: 'exact' } }],
    changes: ['update Group/loan BLOCKED pinned_elsewhere'],
    also: ({ findings }) =>
      assert.deepEqual(
        findings.map(({ code }) => code),
        ['MP003'],
      ),
  },
  {
    name: 'a reference may mean somebody else when somebody allows it',
    people: everybody,
    effect: [{ kind: 'Group', id: 'loan', members: { add: ['emp:1'], mode: 'exact' } }],
    pinned: { 'emp:1': 'person_00000000000000000000000GONE' },
    files: [{ kind: 'Group', id: 'loan', name: 'Loan', members: { add: ['emp:1'], mode: 'exact' } }],
    allow: ['emp:1'],
    changes: ['update Group/loan +1'],
  },
  {
    name: 'a group that reads another one follows it, and is told',
    people: everybody,
    effect: [leads, group('all-leads', 'person.memberOf("leads")')],
    files: [group('leads', 'person.title == "Engineer"'), group('all-leads', 'person.memberOf("leads")')],
    changes: ['update Group/all-leads +1 -2 ?1', 'update Group/leads +1 -2 ?1'],
    also: ({ changes }) => assert.equal(changes[0]?.reason, 'depends_on_change'),
  },
  {
    name: 'who is in a unit is in the units above it',
    people: everybody,
    files: [
      { kind: 'OrgUnit', id: 'eng' },
      {
        kind: 'OrgUnit',
        id: 'web',
        parent: 'eng',
        members: { rule: 'person.department == "Engineering"', mode: 'exact' },
      },
    ],
    changes: ['create OrgUnit/eng +3', 'create OrgUnit/web +3'],
  },
  {
    name: 'a unit that moves takes its people out of the units that were above it',
    people: everybody,
    effect: [
      { kind: 'OrgUnit', id: 'eng' },
      { kind: 'OrgUnit', id: 'ops' },
      {
        kind: 'OrgUnit',
        id: 'web',
        parent: 'eng',
        members: { rule: 'person.department == "Engineering"', mode: 'exact' },
      },
    ],
    files: [
      { kind: 'OrgUnit', id: 'eng' },
      { kind: 'OrgUnit', id: 'ops' },
      {
        kind: 'OrgUnit',
        id: 'web',
        parent: 'ops',
        members: { rule: 'person.department == "Engineering"', mode: 'exact' },
      },
    ],
    changes: ['update OrgUnit/eng -3', 'update OrgUnit/ops +3', 'update OrgUnit/web'],
  },
  {
    name: 'a rule over the org unit follows the unit',
    people: everybody,
    effect: [
      { kind: 'OrgUnit', id: 'eng', members: { rule: 'person.department == "Engineering"', mode: 'exact' } },
      group('engineers', 'person.org.within("eng")'),
    ],
    files: [
      { kind: 'OrgUnit', id: 'eng', members: { rule: 'person.title == "Engineer"', mode: 'exact' } },
      group('engineers', 'person.org.within("eng")'),
    ],
    changes: ['update Group/engineers -2 ?3', 'update OrgUnit/eng -2 ?1'],
  },
  {
    name: 'who was added by hand stays where a file only adds',
    people: everybody,
    effect: [{ kind: 'Group', id: 'open', members: { rule: 'person.title == "Engineer"', mode: 'additive' } }],
    hand: [{ address: 'Group/open', ref: 'emp:3' }],
    files: [{ kind: 'Group', id: 'open', members: { rule: 'person.title == "Manager"', mode: 'additive' } }],
    changes: ['update Group/open -1 ?1'],
  },
  {
    name: 'who was added by hand leaves when a file says who exactly is in it',
    people: everybody,
    effect: [{ kind: 'Group', id: 'open', members: { add: ['emp:1'], mode: 'additive' } }],
    hand: [{ address: 'Group/open', ref: 'emp:3' }],
    files: [{ kind: 'Group', id: 'open', members: { add: ['emp:1'], mode: 'exact' } }],
    changes: ['update Group/open -1'],
  },
]
