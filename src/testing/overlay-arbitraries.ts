import fc from 'fast-check'
import type { JsonObject } from '../model/json.ts'
import type { MemberKind, OverlayDocument } from '../model/overlay/document.ts'
import type { PersonStatus } from '../model/person.ts'

/** A person of a small company of tests: all of it is drawn at random. */
export type DrawnPerson = {
  readonly id: string
  readonly status: PersonStatus
  readonly isService: boolean
  readonly managerId: string | null
  readonly attributes: JsonObject
}

/** What somebody did by hand, drawn at random. */
export type DrawnHand = {
  readonly kind: MemberKind
  readonly objectId: string
  readonly personId: string
  readonly action: 'add' | 'remove'
  readonly until: string | null
}

/** The ids of the people of these tests, and the references by which files may name them. */
export const drawnIds = ['person_0', 'person_1', 'person_2', 'person_3'] as const
export const drawnPins: ReadonlyMap<string, string> = new Map([
  ...drawnIds.map((id, index) => [`emp:${index}`, id] as const),
  ['mail:zero@example.com', 'person_0'],
])

const days = ['2026-03-01', '2026-03-02', '2026-06-30', '2026-12-31'] as const
const zones = ['UTC', 'Europe/Berlin', 'America/Los_Angeles', 'Pacific/Kiritimati'] as const
const units = ['eng', 'platform', 'sales'] as const
const teams = ['core', 'edge'] as const
const groups = ['all', 'leads', 'paid', 'old'] as const

const person = (id: string): fc.Arbitrary<DrawnPerson> =>
  fc.record({
    id: fc.constant(id),
    status: fc.constantFrom('active', 'active', 'on_leave', 'leaving', 'pre_hire', 'left'),
    isService: fc.boolean(),
    managerId: fc.constantFrom(null, ...drawnIds.filter((other) => other !== id)),
    attributes: fc.record(
      {
        title: fc.constantFrom('Engineer', 'Lead', 'Manager'),
        department: fc.constantFrom('Engineering', 'Sales'),
        type: fc.constantFrom('employee', 'contractor'),
        startDate: fc.constantFrom(...days),
        timeZone: fc.constantFrom(...zones),
      },
      { requiredKeys: [] },
    ) as fc.Arbitrary<JsonObject>,
  })

/** Any state of one of the people. */
export const drawnPerson = fc.constantFrom(...drawnIds).chain(person)

/** All people, each in any state. */
export const drawnPeople = fc.tuple(...drawnIds.map(person))

const simple = fc.constantFrom(
  'person.title == "Lead"',
  'person.title.contains("e") && person.active',
  'person.department == "Engineering" || person.type == "contractor"',
  'person.type != "contractor"',
  'person.status == "left"',
  '!person.service',
  'person.startDate.reached("P90D")',
  'person.startDate.reached()',
)
const ofPeople = fc.constantFrom(
  'person.reportsTo("emp:1")',
  '!person.reportsTo("emp:2")',
  'person.managers.size() > 1',
)
const ofTeams = fc.constantFrom('person.inTeam("core")', '!person.inTeam("edge")', 'person.hasRole("core", "lead")')
const ofOrg = fc.constantFrom('person.org.within("eng")', 'person.org == "eng/platform"', '!person.org.within("sales")')
const ofGroups = fc
  .constantFrom(...groups)
  .chain((id) => fc.constantFrom(`person.memberOf("${id}")`, `!person.memberOf("${id}")`))

const joined = (parts: fc.Arbitrary<string>) =>
  fc
    .tuple(parts, parts, fc.constantFrom('&&', '||', ''))
    .map(([one, other, by]) => (by === '' ? one : `(${one}) ${by} (${other})`))

const unitRule = joined(fc.oneof({ weight: 4, arbitrary: simple }, ofPeople))
const teamRule = joined(fc.oneof({ weight: 3, arbitrary: simple }, ofPeople, ofOrg))
// Groups name groups at random, so that circles are among them.
const groupRule = joined(fc.oneof({ weight: 2, arbitrary: simple }, ofPeople, ofTeams, ofOrg, ofGroups))

const ref = fc.constantFrom(...drawnPins.keys())
const refs = fc.uniqueArray(ref, { maxLength: 2 })

const membersBy = (rule: fc.Arbitrary<string>) =>
  fc
    .record(
      {
        mode: fc.constantFrom('exact' as const, 'additive' as const),
        rule,
        add: refs,
        remove: refs,
        until: fc.dictionary(ref, fc.constantFrom(...days), { maxKeys: 2 }),
      },
      { requiredKeys: ['mode'] },
    )
    .map((members) => members)

const unit = (id: string) =>
  fc.record(
    {
      kind: fc.constant('OrgUnit' as const),
      id: fc.constant(id),
      parent: fc.constantFrom(...units),
      lead: ref,
      members: membersBy(unitRule),
    },
    { requiredKeys: ['kind', 'id'] },
  )
const team = (id: string) =>
  fc.record(
    {
      kind: fc.constant('Team' as const),
      id: fc.constant(id),
      lead: ref,
      roles: fc.record({ lead: refs, oncall: refs }, { requiredKeys: [] }),
      ends: fc.constantFrom(...days),
      members: membersBy(teamRule),
    },
    { requiredKeys: ['kind', 'id'] },
  )
const group = (id: string) =>
  fc.record(
    { kind: fc.constant('Group' as const), id: fc.constant(id), members: membersBy(groupRule) },
    { requiredKeys: ['kind', 'id'] },
  )

/** One document, new, changed or as it was. */
export const drawnDocument = fc.oneof(
  fc.constantFrom(...units).chain(unit),
  fc.constantFrom(...teams).chain(team),
  fc.constantFrom(...groups).chain(group),
) as fc.Arbitrary<OverlayDocument>

/** All documents of an organization: any of those that there may be. */
export const drawnDocuments = fc
  .tuple(
    ...units.map((id) => fc.option(unit(id))),
    ...teams.map((id) => fc.option(team(id))),
    ...groups.map((id) => fc.option(group(id))),
  )
  .map((all) => all.filter((one) => one !== null)) as fc.Arbitrary<OverlayDocument[]>

/** Something done by hand about an object that may be there. */
export const drawnHand: fc.Arbitrary<DrawnHand> = fc
  .record({
    ...{ personId: fc.constantFrom(...drawnIds), action: fc.constantFrom('add', 'remove') },
    until: fc.constantFrom(null, ...days),
    ...{ kind: fc.constant('Group'), objectId: fc.constantFrom(...groups) },
  })
  .chain((drawn) =>
    fc.constantFrom(
      drawn,
      { ...drawn, kind: 'Team', objectId: 'core' },
      { ...drawn, kind: 'OrgUnit', objectId: 'eng' },
      { ...drawn, kind: 'OrgUnit', objectId: 'platform' },
    ),
  ) as fc.Arbitrary<DrawnHand>

/** Times at which something of these people is different. */
export const drawnTime = fc
  .constantFrom(...days, '2026-05-30', '2026-05-31', '2026-01-01')
  .chain((day) => fc.constantFrom('00:30:00Z', '09:30:00Z', '23:30:00Z').map((time) => new Date(`${day}T${time}`)))
