import type { JsonObject } from '../../model/json.ts'
import type { SourceUser } from '../../model/source-record.ts'
import { type MappingPreview, previewMapping } from '../../sync/mapping/preview-mapping.ts'
import { customPrefix } from '../../sync/mapping/targets.ts'
import { type Facts, problemsAt, type StepFinding } from './facts.ts'

/** Whether the mapping made a user of the person's attributes, and what of them it could not take. */
export function mappedStep(facts: Facts, preview: MappingPreview | null, scope: StepFinding): StepFinding {
  return { name: 'mapped', ...judge(facts, preview, scope) }
}

type Finding = Omit<StepFinding, 'name'>

function judge(facts: Facts, preview: MappingPreview | null, scope: StepFinding): Finding {
  if (!facts.pulled) {
    if (!facts.user) return { state: 'unknown', code: 'mapping_not_reached' }
    return { state: 'ok', code: 'normalised', facts: { attributes: countOf(facts.user.user.attributes) } }
  }
  const noted = problemsAt(facts, 'mapping').map(({ problem }) => ({
    target: targetIn(problem.code),
    text: problem.text,
  }))
  const problems = facts.fresh?.user && preview ? preview.problems : noted
  const refusal = problems.find(({ target }) => target === 'username')
  if (refusal && (preview === null || preview.result === null)) {
    return { state: 'not_ok', code: 'mapping_refused', facts: { reason: refusal.text } }
  }
  if (problems.length > 0) {
    const targets = problems.map(({ target }) => nameOf(target)).join(', ')
    const [first] = problems
    return { state: 'not_ok', code: 'mapped_with_problems', facts: { targets, reason: first?.text ?? '' } }
  }
  if (preview?.result && (facts.user || scope.state === 'ok')) {
    const empty = preview.lines.filter(({ value }) => value === null).map(({ target }) => nameOf(target))
    const facts = { attributes: preview.lines.length - empty.length, empty: empty.join(', ') }
    return { state: 'ok', code: 'mapped', facts }
  }
  return { state: 'unknown', code: 'mapping_not_reached' }
}

function nameOf(target: string): string {
  return target.startsWith(customPrefix) ? target.slice(customPrefix.length) : target
}

function targetIn(code: string): string {
  return code.slice(code.indexOf(':') + 1)
}

function countOf({ custom_attributes: custom, ...standard }: { readonly custom_attributes: JsonObject }): number {
  const values = [...Object.values(standard), ...Object.values(custom)]
  return values.filter((value) => value !== null && !(Array.isArray(value) && value.length === 0)).length
}

/** What the mapping makes of the person now: of what the source just said, of what is stored, or of what a problem keeps. */
export function previewOf({ pulled, fresh, user, problems }: Facts): MappingPreview | null {
  if (!pulled) return null
  const kept = problems.find(({ attributes }) => attributes !== null)?.attributes
  const attributes = user?.user.document ?? kept
  const record = fresh ? fresh.user : attributes ? sourceUser(attributes, user?.user.active ?? true) : null
  return record && previewMapping(record, pulled.mapping)
}

function sourceUser(attributes: JsonObject, isActive: boolean): SourceUser {
  return { id: '', status: isActive ? 'active' : 'suspended', statusDetail: '', attributes }
}
