import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AttributeType } from '../model/overlay/person-rules.ts'
import { Undecided } from './outcome.ts'
import { checkPersonRule, compilePersonRule, type PersonValues } from './person-rule.ts'

const attributes: Readonly<Record<string, AttributeType>> = {
  department: 'text',
  title: 'text',
  type: 'text',
  mail: 'mail',
  level: 'number',
  isContractor: 'boolean',
  startDate: 'date',
  endDate: 'date',
  timeZone: 'zone',
  skills: 'list',
  constructor: 'text' as const,
}

const noon = new Date('2026-11-22T12:00:00Z')

const anna: PersonValues = {
  department: 'Sales',
  title: 'Team Lead',
  mail: 'anna@acme.com',
  level: 4,
  startDate: '2026-08-24',
  skills: ['sql', 'talks'],
  active: true,
  status: 'active',
  org: 'acme/eng/platform',
  managers: ['person_1', 'person_0'],
  groups: ['eng-leads'],
  teams: ['platform'],
  roles: ['platform#oncall'],
}

function decide(text: string, person: PersonValues = anna, now = noon) {
  const { outcome, flipsAt } = compilePersonRule(text, { attributes, resolve: resolved }).evaluate(person, now)
  return { outcome: outcome instanceof Undecided ? outcome.kind : outcome, flipsAt: flipsAt?.toISOString() ?? null }
}

function resolved(ref: string): string | null {
  return ref === 'emp:1' ? 'person_1' : null
}

const outcomeOf = (text: string, person: PersonValues = anna) => decide(text, person).outcome

test('a rule reads attributes, groups, teams, roles, org units and managers of a person', () => {
  const cases: readonly [string, unknown][] = [
    ['person.department == "Sales" && person.active', true],
    ['person.department in ["Legal", "Sales"]', true],
    ['person.department in ["Legal", "IT"]', false],
    ['person.level >= 4 && person.level != 5', true],
    ['"sql" in person.skills', true],
    ['person.title.re("(?i)manager|lead") && person.org.within("eng")', true],
    ['person.memberOf("eng-leads")', true],
    ['person.memberOf("sales")', false],
    ['person.inTeam("platform")', true],
    ['person.hasRole("platform", "oncall")', true],
    ['person.hasRole("platform", "lead")', false],
    ['person.reportsTo("emp:1")', true],
    ['person.reportsTo("emp:2")', 'unknown'],
    ['"person_0" in person.managers', true],
    ['person.type != "contractor"', 'unknown'],
    ['person.isContractor.orValue(false)', false],
  ]
  for (const [text, expected] of cases) assert.equal(outcomeOf(text), expected, text)
})

test('somebody is within an org unit by its id, or by a part of the path, wherever the unit is', () => {
  const within = (path: string, org: string | null) => outcomeOf(`person.org.within("${path}")`, { org })
  assert.equal(within('eng', 'eng'), true)
  assert.equal(within('eng', 'acme/eng/platform'), true)
  assert.equal(within('eng/platform', 'acme/eng/platform/storage'), true)
  assert.equal(within('acme/eng', 'acme/eng/platform'), true)
  assert.equal(within('acme/platform', 'acme/eng/platform'), false)
  assert.equal(within('en', 'acme/eng'), false)
  assert.equal(within('eng', null), 'unknown')
})

test('whether somebody is in a group that cannot be decided is unknown, also when it is negated', () => {
  const person = { groups: [], undecidedGroups: ['vip'], teams: [], roles: [], undecidedRoles: ['platform#oncall'] }
  assert.equal(outcomeOf('person.memberOf("vip")', person), 'unknown')
  assert.equal(outcomeOf('!person.memberOf("vip")', person), 'unknown')
  assert.equal(outcomeOf('!person.memberOf("other")', person), true)
  assert.equal(outcomeOf('person.hasRole("platform", "oncall")', person), 'unknown')
  assert.equal(outcomeOf('person.inTeam("platform")', person), false)
  assert.equal(outcomeOf('person.memberOf("vip")', {}), 'unknown')
})

test('a rule over time says when it is to be looked at again, which is a midnight where the person is', () => {
  const melbourne = { startDate: '2026-09-01', timeZone: 'Australia/Melbourne' }
  assert.deepEqual(decide('person.startDate.reached("P90D")', melbourne), {
    outcome: false,
    flipsAt: '2026-11-29T13:00:00.000Z',
  })
  assert.deepEqual(decide('person.startDate.reached("P90D")', melbourne, new Date('2026-11-29T13:00:00Z')), {
    outcome: true,
    flipsAt: null,
  })
  assert.deepEqual(decide('person.startDate.reached()', { startDate: '2026-11-23' }), {
    outcome: false,
    flipsAt: '2026-11-23T00:00:00.000Z',
  })
  assert.deepEqual(decide('person.endDate.reached("-P2W")', { endDate: '2026-12-31', timeZone: 'Europe/Berlin' }), {
    outcome: false,
    flipsAt: '2026-12-16T23:00:00.000Z',
  })
  assert.deepEqual(decide('person.startDate.reached("PT8H")', { startDate: '2026-11-22' }), {
    outcome: true,
    flipsAt: null,
  })
  assert.deepEqual(decide('person.startDate.reached("P1Y")', {}), { outcome: 'unknown', flipsAt: null })
  assert.deepEqual(decide('person.startDate.reached("P1Y")', { startDate: 'soon' }), {
    outcome: 'error',
    flipsAt: null,
  })
})

test('of several times the first one counts, and none that cannot matter yet', () => {
  const person = { startDate: '2026-11-25', endDate: '2027-01-10' }
  const both = 'person.startDate.reached() && !person.endDate.reached()'
  assert.deepEqual(decide(both, person), { outcome: false, flipsAt: '2026-11-25T00:00:00.000Z' })
  assert.deepEqual(decide(both, person, new Date('2026-11-25T00:00:00Z')), {
    outcome: true,
    flipsAt: '2027-01-10T00:00:00.000Z',
  })
  assert.deepEqual(decide(both, person, new Date('2027-01-10T00:00:00Z')), { outcome: false, flipsAt: null })
  assert.equal(decide('person.active || person.startDate.reached()', { ...person, active: true }).flipsAt, null)
})

test('dates are compared with dates', () => {
  assert.equal(outcomeOf('person.startDate < "2026-09-01"'), true)
  assert.equal(outcomeOf('person.startDate.before("2026-08-24")'), false)
  assert.equal(outcomeOf('person.startDate.after("2026-08-23")'), true)
  assert.equal(outcomeOf('person.mail.after("@") == "acme.com"'), true, 'of texts it is what comes after')
  assert.equal(outcomeOf('days(person.startDate, person.startDate.plus("P1M")) == 31'), true)
})

test('a rule says what it reads, and whose members it depends on', () => {
  const { reads, groups, teams, orgUnits, people, readsTime } = compilePersonRule(
    `person.department == "Sales" && person.memberOf("a") || person.inTeam("b") && person.hasRole("c", "lead")
     || person.org.within("acme/eng") && person.reportsTo("emp:1") && person.endDate.reached("-P14D")`,
    { attributes, resolve: resolved },
  )
  assert.deepEqual(
    [...reads].sort(),
    ['department', 'endDate', 'groups', 'managers', 'org', 'roles', 'teams', 'timeZone'].sort(),
  )
  assert.deepEqual(
    { groups, teams, orgUnits, people, readsTime },
    {
      groups: ['a'],
      teams: ['b', 'c'],
      orgUnits: ['acme', 'eng'],
      people: ['emp:1'],
      readsTime: true,
    },
  )
  assert.equal(compilePersonRule('person.active', { attributes }).readsTime, false)
})

test('a rule that is wrong is refused with what to do', () => {
  const cases: readonly [string, RegExp][] = [
    ['person.departmnet == "Sales"', /no attribute "departmnet" here\. Did you mean department\?/],
    ['person.zzz == "Sales"', /There is department, title/],
    ['person.department == 3', /never the same as a text/],
    ['person.department', /must give true or false, but it gives a text/],
    ['person.startDate < "2026-1-5"', /"2026-1-5" is no date/],
    ['person.startDate.reached("90 days")', /P90D is 90 days after/],
    ['person.startDate.reached(person.title)', /written out/],
    ['person.level.reached("P1D")', /reached\(\) is for dates/],
    ['person.memberOf(person.department)', /written out/],
    ['person.memberOf("")', /written out/],
    ['memberOf("eng")', /Write person\.memberOf\("group"\)/],
    ['person.groups.exists(g, g == "eng")', /Write person\.memberOf\("group"\)/],
    ['person.hasRole("platform")', /person\.hasRole\("team", "role"\)/],
    ['person.org.within(person.department)', /written out/],
    ['"department" in person', /not the whole/],
    ['person.undecidedGroups == []', /no attribute "undecidedGroups"/],
    ['user.department == "Sales"', /"user" is not known here\. There is person/],
    ['department == "Sales"', /An attribute is written person\.department/],
    ['person.memberof("a")', /Did you mean memberOf\(\)\?/],
    ['now() > person.startDate', /no function "now"/],
  ]
  for (const [text, expected] of cases) {
    assert.match(checkPersonRule(text, { attributes })?.message ?? 'accepted', expected, text)
  }
  assert.equal(checkPersonRule('person.active', { attributes }), null)
})

test('an attribute that has the name of something every object has is read where it is, and missing where not', () => {
  assert.equal(outcomeOf('person.constructor == "x"', {}), 'unknown')
  assert.equal(outcomeOf('person.constructor == "x"', { constructor: 'x' }), true)
})

test('an explanation shows the value of each part of a rule', () => {
  const rule = compilePersonRule('person.memberOf("sales") || person.startDate.reached("P90D")', { attributes })
  const explained = rule.explain(anna, noon)
  assert.deepEqual(
    explained.parts.map(({ text, value }) => [text, value]),
    [
      ['person.memberOf("sales")', 'false'],
      ['person.startDate.reached("P90D")', 'true'],
    ],
  )
  assert.deepEqual(
    explained.parts[1]?.parts.map(({ text, value }) => [text, value]),
    [['person.startDate', '"2026-08-24"']],
  )
})
