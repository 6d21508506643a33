import { AppError } from '../../errors.ts'
import { compileExpression } from '../../expressions/compile-expression.ts'
import { compilePersonRule, type PersonRule } from '../../expressions/person-rule.ts'
import { userVariables } from '../../people/user-getters.ts'
import { suggestName } from '../../platform/did-you-mean.ts'
import { recordVariables } from '../../sync/record-variables.ts'
import { type Finding, finding } from '../load/finding.ts'
import type { LoadedDocument } from '../load/loaded-document.ts'
import { type RuleIn, rulesIn } from './rules-in.ts'
import { findingAt, type Subject } from './subject.ts'

/** Every expression compiles, by the types of the attributes, and says something about the people that there are. */
export function checkRules(subject: Subject): Finding[] {
  return subject.documents.flatMap((document) =>
    rulesIn(document).flatMap((rule) => checkRule(subject, document, rule)),
  )
}

function checkRule(subject: Subject, document: LoadedDocument, rule: RuleIn): Finding[] {
  const { text, over, result, path } = rule
  try {
    if (over !== 'person') {
      compileExpression(text, { variables: over === 'user' ? userVariables : recordVariables, result })
      return []
    }
    return personFindings(subject, { document, rule: compilePersonRule(text, subject), path })
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'invalid_expression')) throw error
    return [invalid(document, rule, error)]
  }
}

/** The place in words that the error begins with counts within the expression; the finding's own is that in the file. */
function invalid(document: LoadedDocument, { path, text }: RuleIn, error: AppError): Finding {
  const { position } = error.data
  const last = text.trimEnd().length
  const isPlaced = typeof position === 'number'
  const place = isPlaced ? document.placeWithin(path, Math.min(position, last)) : document.placeOf(path)
  const problem = error.message.replace(/^(At character \d+|In line \d+, at character \d+): /, '')
  return finding('invalid_rule', { place, address: document.address }, { problem })
}

type Compiled = { readonly document: LoadedDocument; readonly rule: PersonRule; readonly path: RuleIn['path'] }

function personFindings(subject: Subject, { document, rule, path }: Compiled): Finding[] {
  const at = { document, path }
  const findings = [...entityFindings(subject, { document, rule, path }), ...coverageFindings(subject, at, rule)]
  if (rule.reads.length === 0 && rule.people.length === 0) findings.push(findingAt('constant_rule', at, {}))
  return findings
}

function entityFindings(subject: Subject, { document, rule, path }: Compiled): Finding[] {
  const named = [
    ...rule.groups.map((id) => ({ kind: 'Group', id }) as const),
    ...rule.teams.map((id) => ({ kind: 'Team', id }) as const),
    ...rule.orgUnits.map((id) => ({ kind: 'OrgUnit', id }) as const),
  ]
  return named.flatMap(({ kind, id }) => {
    if (subject.find(kind, id)) return []
    const ids = subject.of(kind).map((each) => each.document.id)
    const position = rule.text.indexOf(id)
    const place = document.placeWithin(path, Math.max(position, 0))
    return [finding('unknown_entity', { place, address: document.address }, { kind, id, hint: suggestName(id, ids) })]
  })
}

/** Below this part of all people an attribute is missing more often than by accident. */
const enough = 0.9

function coverageFindings(subject: Subject, at: { document: LoadedDocument; path: RuleIn['path'] }, rule: PersonRule) {
  const { coverage } = subject.options
  if (!coverage || coverage.people === 0) return []
  return rule.reads.flatMap((attribute) => {
    if (!Object.hasOwn(subject.attributes, attribute) || isGuarded(rule.text, attribute)) return []
    const part = (coverage.values[attribute] ?? 0) / coverage.people
    if (part >= enough) return []
    return [findingAt('low_coverage', at, { attribute, percent: `${Math.floor(part * 100)}%` })]
  })
}

/** Whether the rule says itself what holds without the attribute. */
function isGuarded(text: string, attribute: string): boolean {
  return text.includes(`${attribute}.orValue(`) || text.includes(`has(person.${attribute})`)
}
