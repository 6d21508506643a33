import assert from 'node:assert/strict'
import { test } from 'node:test'
import { generateDirectories } from './company/generate-directories.ts'
import type { Person } from './company/person.ts'
import { createRandom } from './company/random.ts'
import { planElsewhere } from './follow-elsewhere.ts'
import type { Happening } from './happening.ts'
import { hireInto, letGo, planOf, planRehire } from './plan-people.ts'
import type { World } from './world.ts'

/** The two directories that are pushed to, Okta with its guests. */
function worlds(): { readonly okta: World; readonly entra: World } {
  const [okta, entra] = generateDirectories().map(
    ({ provider, people, groups }): World => ({
      provider,
      users: new Map(people.map((person) => [person.externalId, { id: `id-${person.externalId}`, person }])),
      groups: new Map(
        groups.map((group) => [group.displayName, { ...group, id: '', members: new Set(group.members) }]),
      ),
    }),
  )
  assert.ok(okta && entra)
  return { okta, entra }
}

const random = () => createRandom(5)

const numbered = ({ users }: World, number: string): Person =>
  [...users.values()].map(({ person }) => person).find(({ employeeNumber }) => employeeNumber === number) ??
  assert.fail(number)

const elsewhere = (happening: Happening, okta: World) =>
  planElsewhere(happening, { home: 'entra', headquarters: okta, random: random() })

const update = (before: Person, change: Partial<Person>): Happening => {
  return { sentence: '', steps: [{ kind: 'update', before, after: { ...before, ...change } }] }
}

test('whoever leaves the own company loses the account at the headquarters, and gets it back with the place', () => {
  const { okta, entra } = worlds()
  const [closed, ...others] = elsewhere(letGo(entra, numbered(entra, 'Q2044')), okta)
  const account = numbered(okta, 'Q2044')
  assert.deepEqual(others, [])
  assert.deepEqual(closed?.steps[0], { kind: 'set_active', person: account, active: false })
  assert.deepEqual(
    closed?.steps.flatMap((step) => (step.kind === 'members' ? [step.group] : [])),
    ['All staff', 'Engineering'],
  )
  okta.users.set(account.externalId, { id: '', person: { ...account, active: false } })
  assert.equal(planRehire(okta, random()), null, 'the headquarters brings no guest back by itself')
  const back: Happening = {
    sentence: '',
    steps: [{ kind: 'set_active', person: numbered(entra, 'Q2044'), active: true }],
  }
  assert.deepEqual(
    elsewhere(back, okta).map(({ sentence }) => sentence),
    ['The second account of Babajide Afolabi is open again'],
  )
})

test('who begins where people work for both gets an account at the headquarters, by the same number', () => {
  const { okta, entra } = worlds()
  const hire = (name: string) => {
    const department = planOf('entra').departments.find((each) => each.name === name) ?? assert.fail()
    return hireInto(entra, { department, displayName: 'Grace Hopper' }, random()) ?? assert.fail()
  }
  const [create] = elsewhere(hire('Data Engineering'), okta)[0]?.steps ?? []
  assert.ok(create?.kind === 'create')
  assert.deepEqual([create.person.employeeNumber, create.person.email], ['Q2111', 'grace.hopper@harrowmere.example'])
  assert.deepEqual(elsewhere(hire('Research'), okta), [])
})

test('a move to where people work for both comes with an account, a wrong paste does not', () => {
  const { okta, entra } = worlds()
  const moved = update(numbered(entra, 'Q2059'), { department: 'Data Engineering' })
  assert.match(elsewhere(moved, okta)[0]?.sentence ?? '', /^Caleb Coleman gets a second account/)
  assert.deepEqual(elsewhere({ ...moved, later: moved }, okta), [])
})

test('an account of which nobody knew whose it is gets the number instead of a second one beside it', () => {
  const { okta, entra } = worlds()
  const [follow] = elsewhere(update(numbered(entra, 'Q2061'), { department: 'Data Engineering' }), okta)
  const [step] = follow?.steps ?? []
  assert.ok(step?.kind === 'update')
  assert.deepEqual([step.before.employeeNumber, step.after.employeeNumber], ['', 'Q2061'])
})

test('a new name is one everywhere, a new title is not', () => {
  const { okta, entra } = worlds()
  const person = numbered(entra, 'Q2044')
  const [follow] = elsewhere(update(person, { familyName: 'Lindner', email: 'b@quillhaven.example' }), okta)
  const [step] = follow?.steps ?? []
  assert.ok(step?.kind === 'update')
  assert.equal(step.after.displayName, 'Babajide Lindner')
  assert.equal(step.after.email, 'babajide.afolabi@harrowmere.example')
  assert.deepEqual(elsewhere(update(person, { title: 'Data Engineer' }), okta), [])
})
