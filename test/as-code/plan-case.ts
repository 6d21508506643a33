import assert from 'node:assert/strict'
import { connectionDrift } from '../../src/as-code/drift/connection-drift.ts'
import { findDrift } from '../../src/as-code/drift/find-drift.ts'
import { makePlan } from '../../src/as-code/plan/make-plan.ts'
import type { PeopleSource } from '../../src/as-code/plan/people/people-source.ts'
import { declaredOf } from '../../src/as-code/plan/plan-objects.ts'
import type { PlanWorld } from '../../src/as-code/plan/plan-world.ts'
import { personRefsOf } from '../../src/as-code/plan/refs/person-refs.ts'
import type { PersonValues } from '../../src/expressions/person-rule.ts'
import { compileOverlay } from '../../src/memberships/compile-overlay.ts'
import type { MemberAddress } from '../../src/memberships/compiled-overlay.ts'
import { evaluatePerson } from '../../src/memberships/evaluate-person.ts'
import { isActiveStatus } from '../../src/memberships/person-input.ts'
import type { HandMembers, PersonInput } from '../../src/memberships/person-state.ts'
import type { JsonObject } from '../../src/model/json.ts'
import { addressOf, type DocumentKind, OverlayDocument } from '../../src/model/overlay/document.ts'
import type { OverlayObject } from '../../src/model/overlay/object.ts'
import type { Plan, PlanChange } from '../../src/model/overlay/plan.ts'
import type { PersonStatus } from '../../src/model/person.ts'
import type { ConnectionSettingsRow } from '../../src/store/overlay/connection-settings.ts'
import type { HandRow } from '../../src/store/overlay/plan-members.ts'
import type { PlanSourceRow } from '../../src/store/overlay/plan-sources.ts'
import type { PastRemoval } from '../../src/store/overlay/removals.ts'
import { wantedDocuments } from '../../src/testing/overlay-documents.ts'

/** Somebody of a case: `ref` is how files name them; the rest are attributes. */
export type CasePerson = { readonly ref: string; readonly status?: PersonStatus } & JsonObject

/** One row of the table: what is in effect, what files say, and what is to be planned. */
export type PlanCase = {
  readonly name: string
  readonly people?: readonly CasePerson[]
  /** Documents in effect, as files declared them. */
  readonly effect?: readonly object[]
  /** What people changed of those since, by address: keys of the document. */
  readonly edited?: Readonly<Record<string, JsonObject>>
  /** Objects in effect that no file declares. */
  readonly byHand?: readonly object[]
  readonly deleted?: readonly object[]
  readonly hand?: readonly { address: MemberAddress; ref: string; action?: 'add' | 'remove' }[]
  /** References that were pinned to another person than the one who is known by them now. */
  readonly pinned?: Readonly<Record<string, string>>
  /** The repository by which what is in effect is declared. */
  readonly declaredBy?: string
  readonly sources?: readonly PlanSourceRow[]
  /** How the directories are connected now. */
  readonly connections?: readonly ConnectionSettingsRow[]
  readonly files: readonly object[]
  readonly repository?: string
  /** The server follows the repository. */
  readonly isFollowed?: boolean
  readonly allow?: readonly string[]
  readonly noRemovals?: boolean
  /** What applies took away before: objects by address, `Group/a`, and people by `Group/a emp:1`, with how many hours ago. */
  readonly removed?: Readonly<Record<string, number>>
  /** One line per change: `update Group/eng +1 -2 ?3 BLOCKED guard`. */
  readonly changes: readonly string[]
  /** What else the plan must say. */
  readonly also?: (plan: Plan) => void
}

const now = new Date('2026-11-22T12:00:00Z')
const organizationId = 'org_case'

/** Makes the plan of a case and holds it against what is expected. */
export async function runPlanCase(row: PlanCase): Promise<void> {
  const { plan } = await makePlan(worldOf(row), {
    organizationId,
    wanted: wantedDocuments(row.files),
    repository: row.repository ?? null,
    isFollowed: row.isFollowed ?? false,
    allowed: row.allow ?? [],
    noRemovals: row.noRemovals ?? false,
    ...{ findings: [], tests: [], id: null, now },
  })
  assert.deepEqual(plan.changes.map(lineOf), row.changes)
  for (const { blocked } of plan.changes) if (blocked) assert.match(blocked.text, tellsWhatToDo)
  row.also?.(plan)
}

// Whoever reads why something is blocked finds there what to do about it.
const tellsWhatToDo =
  /plan again|Plan without|Put the file back|Change or delete|Remove one|Make it|Name the person|Name the one|Delete them|plan again/

/** A change as the table writes it. */
function lineOf({ address, actions, people, blocked }: PlanChange): string {
  const counts = people
    ? ([
        ['+', people.enter],
        ['-', people.leave],
        ['?', people.unknown],
      ] as const)
    : []
  const shown = counts.flatMap(([sign, count]) => (count > 0 ? `${sign}${count}` : []))
  return [actions.join('+'), address, ...shown, ...(blocked ? [`BLOCKED ${blocked.code}`] : [])].join(' ')
}

function worldOf(row: PlanCase): PlanWorld {
  const effect = objectsOf(row.effect ?? [], row)
  const byHand = objectsOf(row.byHand ?? [], row).map((one) => ({ ...one, declared: null, managedBy: null }))
  const objects = [...effect, ...byHand].map((object) => editedObject(object, row.edited?.[addressOf(object)]))
  const deleted = objectsOf(row.deleted ?? [], row).map((one) => ({ ...one, deletedAt: now }))
  const people = (row.people ?? []).map(toPerson)
  const documents = objects.map(({ document }) => document)
  const known = new Map(people.map(({ ref, id }) => [ref, id]))
  const pinned = new Map(
    documents.flatMap(personRefsOf).flatMap((ref) => (known.has(ref) ? [[ref, known.get(ref) ?? '']] : [])),
  )
  for (const [ref, id] of Object.entries(row.pinned ?? {})) pinned.set(ref, id)
  const hand = handRows(row, known)
  const names = new Map(people.map(({ id, name }) => [id, name]))
  const connections = row.connections ?? []
  return {
    ...{ revision: 7, objects, deleted, pinned, sources: row.sources ?? [], connections },
    removals: removalsOf(row),
    drift: [...findDrift({ objects, hand, names }), ...connectionDrift(objects, connections)],
    people: memoryPeople({ people, documents, pinned, hand }),
    resolveRefs: async (wanted) =>
      [...new Set(wanted.flatMap(personRefsOf))].map((ref) => ({
        ref,
        people: known.has(ref) ? [known.get(ref) ?? ''] : [],
      })),
  }
}

function removalsOf({ removed = {} }: PlanCase): PastRemoval[] {
  const removals = Object.entries(removed).map(([what, hours]) => {
    const [address = '', ref] = what.split(' ')
    const [kind, objectId = ''] = address.split('/') as [DocumentKind, string?]
    const removedAt = new Date(now.getTime() - hours * 3_600_000)
    return { kind, objectId, personId: ref === undefined ? null : idOf(ref), removedAt }
  })
  return removals.sort((a, b) => a.removedAt.getTime() - b.removedAt.getTime())
}

function objectsOf(
  documents: readonly object[],
  { declaredBy = null }: { readonly declaredBy?: string | null },
): OverlayObject[] {
  return documents.map((each) => {
    const document = OverlayDocument.parse(each)
    const { kind, id } = document
    return {
      organizationId,
      ...{ kind, id, document, declared: declaredOf(document) },
      managedBy: { repository: declaredBy, commit: null, file: `${kind}/${id}.yaml`, line: 1 },
      isProtected: 'protect' in document && document.protect === true,
      ...{ version: 1, createdAt: now, updatedAt: now, deletedAt: null },
    }
  })
}

function editedObject(object: OverlayObject, edit: JsonObject | undefined): OverlayObject {
  return edit ? { ...object, document: { ...object.document, ...edit } as OverlayDocument } : object
}

type KnownPerson = PersonInput & { readonly ref: string; readonly name: string }

function idOf(ref: string): string {
  return `person_${ref.replace(/\W/g, '').toUpperCase().padStart(26, '0')}`
}

function toPerson({ ref, status = 'active', ...attributes }: CasePerson): KnownPerson {
  const id = idOf(ref)
  const values: PersonValues = {
    managers: [],
    ...attributes,
    id,
    status,
    active: isActiveStatus(status),
    service: false,
  }
  return { id, values, ref, name: String(attributes.displayName ?? ref) }
}

function handRows({ hand = [] }: PlanCase, known: ReadonlyMap<string, string>): HandRow[] {
  return hand.map(({ address, ref, action = 'add' }) => ({
    ...{ address, action, personId: known.get(ref) ?? '', until: null, createdAt: now },
    actor: { type: 'member', id: 'member_1', name: 'Grace' },
  }))
}

type Memory = {
  readonly people: readonly KnownPerson[]
  readonly documents: readonly OverlayDocument[]
  readonly pinned: ReadonlyMap<string, string>
  readonly hand: readonly HandRow[]
}

/** People in memory, who are in what the documents in effect say. */
function memoryPeople({ people, documents, pinned, hand }: Memory): PeopleSource {
  const byPerson = new Map<string, HandMembers>()
  for (const { personId, address, action, until, actor } of hand) {
    byPerson.set(
      personId,
      new Map([...(byPerson.get(personId) ?? []), [address, { action, until, actor: { ...actor } }]]),
    )
  }
  const overlay = compileOverlay({ documents, pins: pinned })
  const members = new Map<string, Set<string>>()
  for (const person of people) {
    const { memberships } = evaluatePerson(overlay, { person, hand: byPerson.get(person.id), now })
    for (const address of memberships.keys()) members.set(address, (members.get(address) ?? new Set()).add(person.id))
  }
  return {
    groups: async () => people.map(({ id, values }) => ({ ids: [id], values })),
    byId: async (ids) => people.filter(({ id }) => ids.includes(id)),
    members: async () => members,
    hand: async () => byPerson,
    names: async () => new Map(people.map(({ id, name }) => [id, name])),
  }
}
