import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { evaluateOverlay } from '../../memberships/evaluate-overlay.ts'
import type { PlanOrigin, PlanRecord } from '../../model/overlay/plan-record.ts'
import type { Database } from '../../store/database.ts'
import { readOverlayObjects } from '../../store/overlay/read-objects.ts'
import { createTestDatabase } from '../../testing/database.ts'
import { type MembershipWorld, makeMembershipWorld } from '../../testing/membership-world.ts'
import { asCodeCause, keepPlan, orderPlan } from '../plan/keep-plan.ts'
import { applyPlan } from './apply-plan.ts'

const now = new Date('2026-11-22T12:00:00Z')
const origin: PlanOrigin = { type: 'files', repository: null, commit: null, branch: null, pull_request: null }
const createdBy = { type: 'api_key', id: null, name: 'test' } as const

type Files = ReadonlyMap<string, object>
type Members = ReadonlyMap<string, ReadonlySet<string>>

const nobody: ReadonlySet<string> = new Set()

/** Files of an organization, and what is done with them and with members. */
function workOn(database: Database, { organizationId, platform, ground }: MembershipWorld) {
  const plan = (files: Files): Promise<PlanRecord> => {
    const order = {
      ...{ organizationId, origin, createdBy },
      files: [...files].map(([path, document]) => ({ path: `${path}.json`, text: JSON.stringify(document) })),
    }
    return orderPlan({ on: database, platform }, order)
  }
  return {
    plan,
    async apply(record: PlanRecord): Promise<PlanRecord> {
      if (!record.plan.applyable) return record
      await keepPlan(database, record)
      const applied = await database.transaction((transaction) =>
        applyPlan({ transaction, platform, organizationId, cause: asCodeCause }, record),
      )
      await evaluateOverlay(ground, organizationId)
      return applied.record
    },
    async members(): Promise<Members> {
      const rows = await database.query<{ address: string; person_id: string }>({
        text: `select kind || '/' || object_id as address, person_id from overlay_members where organization_id = $1`,
        values: [organizationId],
      })
      const members = new Map<string, Set<string>>()
      for (const { address, person_id } of rows)
        members.set(address, (members.get(address) ?? new Set()).add(person_id))
      return members
    },
  }
}

const departments = ['Eng', 'Sales', 'Ops']

async function start(database: Database, people: number) {
  const world = await makeMembershipWorld(database, { now })
  await world.change({
    put: Array.from({ length: people }, (_, index) => ({
      id: `person_${String(index).padStart(26, '0')}`,
      displayName: `Person ${index}`,
      attributes: {
        employeeNumber: String(index),
        ...(index % 7 === 0 ? {} : { department: departments[index % 3] ?? '' }),
        title: index % 5 === 0 ? 'Lead' : 'Engineer',
      },
    })),
  })
  return { world, ...workOn(database, world) }
}

const ids = ['a', 'b', 'c', 'd']
const rule = fc.oneof(
  fc.constantFrom(...departments).map((department) => `person.department == "${department}"`),
  fc.constantFrom('person.title == "Lead"', 'person.department != "Eng"', 'person.active'),
  // Of these only a few differ from one another: some removals are within what guards allow.
  fc
    .subarray([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], { minLength: 6 })
    .map((numbers) => `person.employeeNumber in [${numbers.map((number) => `"${number}"`).join(', ')}]`),
)
const members = fc.record({ rule, mode: fc.constantFrom('exact' as const, 'additive' as const) })

/** Groups, of which some read those before them; teams and units. */
const files: fc.Arbitrary<Files> = fc
  .array(
    fc.record({
      id: fc.constantFrom(...ids),
      kind: fc.constantFrom('Group', 'Group', 'Group', 'Team', 'OrgUnit'),
      members,
      reads: fc.constantFrom('nobody', 'also', 'not'),
    }),
  )
  .map((drafts) => {
    const made = new Map<string, object>()
    let last: string | null = null
    for (const { id, kind, members: own, reads } of drafts) {
      const path = `${kind}-${id}`
      if (made.has(path)) continue
      const read = kind === 'Group' && reads !== 'nobody' && last !== null
      // Who enters the one leaves the other, where it is written the other way round.
      const before = reads === 'not' ? `!person.memberOf("${last}") && ` : `person.memberOf("${last}") || `
      made.set(path, { kind, id, members: read ? { ...own, rule: `${before}${own.rule}` } : own })
      if (kind === 'Group') last = id
    }
    return made
  })

/** Without files that another one needs: checking them would find that, and nothing would be planned. */
function without(all: Files, gone: ReadonlySet<string>): Files {
  const rest = new Map([...all].filter(([path]) => !gone.has(path)))
  const groups = new Set([...rest.keys()].filter((path) => path.startsWith('Group-')).map((path) => path.slice(6)))
  return new Map(
    [...rest].filter(([, document]) => {
      const read = /memberOf\(\\?"([a-f])/.exec(JSON.stringify(document))?.[1]
      return read === undefined || groups.has(read)
    }),
  )
}

/** Who came and went is what the plan said, object by object. */
function assertAsPlanned(record: PlanRecord, before: Members, after: Members): void {
  for (const { address, people, blocked } of record.result ? record.plan.changes : []) {
    if (!people || blocked) continue
    const [was, is] = [before.get(address) ?? nobody, after.get(address) ?? nobody]
    assert.equal(is.difference(was).size, people.enter, `${address} +`)
    assert.equal(was.difference(is).size, people.leave, `${address} -`)
  }
}

test('what was applied plans nothing a second time, and does what the plan said', async () => {
  await using clone = await createTestDatabase({ now })
  await fc.assert(
    fc.asyncProperty(files, files, async (first, second) => {
      const { plan, apply, members: membersNow } = await start(clone.database, 40)
      for (const wanted of [first, second]) {
        const before = await membersNow()
        assertAsPlanned(await apply(await plan(wanted)), before, await membersNow())
        const again = (await plan(wanted)).plan
        const open = again.changes.filter(({ blocked }) => !blocked)
        assert.deepEqual(open, [])
      }
    }),
    { numRuns: 12 },
  )
})

const edits = fc.record({
  kinds: fc.subarray(['Group', 'Team', 'OrgUnit']),
  some: fc.array(fc.constantFrom(...ids)),
  others: files,
})

test('files that are removed or changed never remove more than the guards allow', async () => {
  await using clone = await createTestDatabase({ now })
  await fc.assert(
    fc.asyncProperty(files, edits, async (all, { kinds, some, others }) => {
      const { plan, apply, members: membersNow } = await start(clone.database, 60)
      await apply(await plan(all))
      const before = await membersNow()
      const gone = new Set(kinds.flatMap((kind) => some.map((id) => `${kind}-${id}`)))
      const changed = new Map([...all].map(([path, document]) => [path, others.get(path) ?? document]))
      await apply(await plan(without(changed, gone)))
      const after = await membersNow()
      for (const [address, was] of before) {
        const left = was.difference(after.get(address) ?? nobody).size
        const allowed = Math.max(5, Math.floor(was.size / 10))
        assert.ok(left <= allowed, `${left} of ${was.size} left ${address}`)
      }
    }),
    { numRuns: 60 },
  )
})

const step = fc.record({
  // A few at a time, which the guards of one apply alone would let pass.
  out: fc.array(fc.nat(59), { maxLength: 4 }),
  back: fc.array(fc.nat(59), { maxLength: 2 }),
  deleted: fc.array(fc.nat(11), { maxLength: 3 }),
  isRenamed: fc.boolean(),
  hours: fc.integer({ min: 0, max: 9 }),
})
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

const large = ['all', 'every']

/** What is in effect: who of 60 people is out of a large group, whatever it is called, and which of twelve small ones are there. */
async function whatIsThere(database: Database, { organizationId }: MembershipWorld, members: Members) {
  const groups = new Set((await readOverlayObjects(database, organizationId, ['Group'])).map(({ id }) => id))
  const name = large.find((id) => groups.delete(id)) ?? 'all'
  const inside = members.get(`Group/${name}`) ?? nobody
  return { name, inside, groups }
}
type There = Awaited<ReturnType<typeof whatIsThere>>

/** The files of somebody who wants a little less than there is. */
function filesAfter({ name, inside, groups }: There, { out, back, deleted, isRenamed }: Step): Files {
  const isIn = (number: number) => inside.has(`person_${String(number).padStart(26, '0')}`)
  const all = Array.from({ length: 60 }, (_, number) => number)
  const excluded = all.filter((number) => out.includes(number) || (!isIn(number) && !back.includes(number)))
  const rule = `!(person.employeeNumber in [${excluded.map((number) => `"${number}"`).join(', ')}])`
  const id = isRenamed ? (large.find((one) => one !== name) ?? name) : name
  const gone = new Set(deleted.map((number) => `g${number}`))
  return new Map<string, object>([
    ...[...groups.difference(gone)].map((each) => [`Group-${each}`, { kind: 'Group', id: each }] as const),
    [`Group-${id}`, { kind: 'Group', id, ...(isRenamed && { previously: [name] }), members: { rule, mode: 'exact' } }],
  ])
}

const everything: There = {
  name: 'all',
  inside: new Set(Array.from({ length: 60 }, (_, number) => `person_${String(number).padStart(26, '0')}`)),
  groups: new Set(Array.from({ length: 12 }, (_, number) => `g${number}`)),
}
const nothing: Step = { out: [], back: [], deleted: [], isRenamed: false, hours: 0 }

test('however many applies there are, within 24 hours they take away no more than the guards allow', async () => {
  await using clone = await createTestDatabase({ now })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
      const { world, plan, apply, members } = await start(clone.database, 60)
      const there = async () => whatIsThere(clone.database, world, await members())
      await apply(await plan(filesAfter(everything, nothing)))
      const seen: (There & { readonly at: number })[] = []
      let at = now.getTime()
      for (const one of steps) {
        at += one.hours * 3_600_000
        await world.setTime(new Date(at))
        seen.push({ ...(await there()), at })
        await apply(await plan(filesAfter(seen.at(-1) ?? everything, one)))
        const after = await there()
        for (const before of seen.filter((each) => each.at > at - 86_400_000)) {
          const left = before.inside.difference(after.inside).size
          assert.ok(left <= 6, `${left} of ${before.inside.size} left within a day`)
          const deleted = before.groups.difference(after.groups).size
          assert.ok(deleted <= 5, `${deleted} of ${before.groups.size} groups were deleted within a day`)
        }
      }
    }),
    { numRuns: 25 },
  )
})
