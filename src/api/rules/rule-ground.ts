import { evaluatedObjects } from '../../as-code/plan/people/affected-objects.ts'
import { findThese } from '../../as-code/plan/refs/find-refs.ts'
import { compilePersonRule, type PersonRule } from '../../expressions/person-rule.ts'
import { attributeTypesOf, compileOverlay } from '../../memberships/compile-overlay.ts'
import type { CompiledOverlay, MemberAddress } from '../../memberships/compiled-overlay.ts'
import { addressOf, type OverlayDocument } from '../../model/overlay/document.ts'
import type { Queryable } from '../../store/database.ts'
import { readPins } from '../../store/overlay/pins.ts'
import { listPlanSources } from '../../store/overlay/plan-sources.ts'
import { readOverlay } from '../../store/overlay/read-objects.ts'

/** Where a rule that is tried stands: no id that a document may have. */
export const triedAddress = 'Group/:tried' as MemberAddress

/** A rule that is tried, among the objects that it reads, which are evaluated with it. */
export type TriedRule = {
  readonly rule: PersonRule
  readonly overlay: CompiledOverlay
  /** What is wrong around it: a group that does not exist, a person whom nobody knows. */
  readonly warnings: readonly string[]
}

/** What an organization has written, and whom its references mean. */
export type RuleGround = {
  readonly documents: readonly OverlayDocument[]
  readonly pins: ReadonlyMap<string, string>
}

/** Reads what rules of an organization stand on. */
export async function readRuleGround(on: Queryable, organizationId: string): Promise<RuleGround> {
  const [{ objects }, pins] = await Promise.all([readOverlay(on, organizationId), readPins(on, organizationId)])
  return { documents: objects.map(({ document }) => document), pins }
}

/** Makes a rule ready to be tried on people. Throws `invalid_expression` for what is no rule. */
export async function compileTried(
  on: Queryable,
  organizationId: string,
  { text, ground }: { readonly text: string; readonly ground: RuleGround },
): Promise<TriedRule> {
  const { documents } = ground
  const rule = compilePersonRule(text, { attributes: attributeTypesOf(documents) })
  const { pins, warnings } = await pinsOf(on, organizationId, { ground, refs: rule.people })
  const tried: OverlayDocument = { kind: 'Group', id: ':tried', members: { rule: text, mode: 'exact' } }
  const around = reads(rule) ? documents : documents.filter(({ kind }) => kind === 'PersonSchema')
  const all = compileOverlay({ documents: [...around, tried], pins })
  const overlay = partOf(all, [...around, tried], pins)
  const problems = all.problems.filter(({ address }) => address === triedAddress).map((one) => one.text)
  return { rule, overlay, warnings: [...warnings, ...problems] }
}

/** Whether it matters to the rule who is in which object. */
function reads({ reads: names, groups, teams }: PersonRule): boolean {
  return groups.length > 0 || teams.length > 0 || names.includes('org')
}

/** Only the objects that the rule reads, directly or not: others need not be evaluated. */
function partOf(
  all: CompiledOverlay,
  documents: readonly OverlayDocument[],
  pins: ReadonlyMap<string, string>,
): CompiledOverlay {
  const needed: ReadonlySet<string> = evaluatedObjects(new Set([triedAddress]), all)
  if (needed.size === all.objects.length) return all
  const part = documents.filter((document) => needed.has(addressOf(document)))
  return compileOverlay({ documents: part, pins, attributes: all.attributes })
}

type Named = { readonly ground: RuleGround; readonly refs: readonly string[] }

/** Whom the rule names: a reference means whom it means in files already, and else whoever is known by it now. */
async function pinsOf(on: Queryable, organizationId: string, { ground, refs }: Named) {
  const open = refs.filter((ref) => !ground.pins.has(ref))
  if (open.length === 0) return { pins: ground.pins, warnings: [] }
  const { documents } = ground
  const directories = await listPlanSources(on, organizationId)
  const found = await findThese(on, { organizationId, documents, directories }, open)
  const pins = new Map(ground.pins)
  const warnings: string[] = []
  for (const { ref, people } of found) {
    const [one, ...others] = people
    if (one !== undefined && others.length === 0) pins.set(ref, one)
    else if (one === undefined) warnings.push(`Nobody is known as ${ref}.`)
    else warnings.push(`${ref} means ${people.length} people, so it means nobody. Name the one by emp: or ext:.`)
  }
  return { pins, warnings }
}
