import { personAttributeTypes } from '../expressions/person-attribute-types.ts'
import type { OverlayDocument } from '../model/overlay/document.ts'
import { ownAttributeTypes } from '../model/overlay/own-attributes.ts'
import type { AttributeType } from '../model/overlay/person-rules.ts'
import { compileObject } from './compile-object.ts'
import { compilePolicy } from './compile-policy.ts'
import type { CompiledObject, CompiledOverlay, OverlayProblem } from './compiled-overlay.ts'
import { type DraftObject, draftObject, readsOf } from './draft-object.ts'
import { memberDocuments } from './member-documents.ts'
import { missingIn, namedBy } from './name-people.ts'
import { orderObjects } from './order-objects.ts'
import { parentsOf, unitsAbove } from './org-units.ts'
import type { RuleContext } from './rule-of.ts'

/** The documents of an organization, and whom their references mean. */
export type OverlayInput = {
  readonly documents: readonly OverlayDocument[]
  /** Default: the standard attributes and those of the `PersonSchema` among the documents. */
  readonly attributes?: Readonly<Record<string, AttributeType>>
  /** Ids of people by the reference that files name them by. Without pins, references stand for themselves (cases of tests). */
  readonly pins?: ReadonlyMap<string, string>
}

/** The types of all attributes that people of an organization with these documents may have. */
export function attributeTypesOf(documents: readonly OverlayDocument[]): Readonly<Record<string, AttributeType>> {
  return personAttributeTypes(ownAttributeTypes(documents))
}

/**
 * Makes documents ready to be evaluated. What cannot be, a rule with a mistake or objects that read one another in a circle, is
 * told under `problems`, and is undecided for everybody; the rest is evaluated.
 */
export function compileOverlay({ documents, attributes, pins }: OverlayInput): CompiledOverlay {
  const problems: OverlayProblem[] = []
  const context: RuleContext = {
    attributes: attributes ?? attributeTypesOf(documents),
    resolve: resolver(pins),
    problems,
  }
  const members = memberDocuments(documents)
  const orgUnits = members.filter((one) => one.kind === 'OrgUnit')
  const teams = members.filter((one) => one.kind === 'Team')
  parentsOf(teams, problems)
  const above = unitsAbove(orgUnits, problems)
  const drafts = new Map(
    members.map((one) => draftObject(one, context)).map((draft) => [draft.address as string, draft]),
  )
  const order = orderDrafts(drafts, problems)
  const positions = new Map(order.map(({ address }, position) => [address as string, position]))
  const named = namedBy(order, context.resolve)
  const objects = order.map((draft) => compileObject(draft, { positions, above, context }))
  const policies = documents.filter((one) => one.kind === 'AccessPolicy')
  return {
    objects,
    positions,
    ...readersIn(objects),
    named,
    missing: missingIn(order, problems),
    policies: policies.map((policy) => compilePolicy(policy, context)),
    attributes: context.attributes,
    problems,
  }
}

function resolver(pins: OverlayInput['pins']): RuleContext['resolve'] {
  return (ref) => pins?.get(ref) ?? (pins && !ref.startsWith('person_') ? null : ref)
}

/** Rules that go in a circle are undecided; without them there is an order. */
function orderDrafts(drafts: ReadonlyMap<string, DraftObject>, problems: OverlayProblem[]): DraftObject[] {
  const addresses = [...drafts.keys()]
  const reads = readsOf(drafts)
  const { order, cycles } = orderObjects(addresses, reads)
  for (const path of cycles) {
    const text = `rules read one another in a circle: ${path.join(' → ')}`
    problems.push({ code: 'cycle', address: path[0] ?? '', path, text })
    for (const address of path) {
      const draft = drafts.get(address)
      if (draft?.rule && typeof draft.rule !== 'string') draft.rule = text
    }
  }
  const final = cycles.length === 0 ? order : orderObjects(addresses, readsOf(drafts)).order
  return final.flatMap((address) => drafts.get(address) ?? [])
}

function readersIn(
  objects: readonly CompiledObject[],
): Pick<CompiledOverlay, 'readersOf' | 'readersOfMembers' | 'readersOfOrg' | 'orgStep'> {
  const readersOf = new Map<string, number[]>()
  const readersOfMembers: number[][] = objects.map(() => [])
  const readersOfOrg: number[] = []
  let orgStep = 0
  for (const [position, { kind, inputs }] of objects.entries()) {
    for (const name of inputs.attributes) {
      const readers = readersOf.get(name)
      if (readers) readers.push(position)
      else readersOf.set(name, [position])
    }
    for (const read of inputs.objects) readersOfMembers[read]?.push(position)
    if (inputs.org) readersOfOrg.push(position)
    if (kind === 'OrgUnit') orgStep = position + 1
  }
  return { readersOf, readersOfMembers, readersOfOrg, orgStep }
}
