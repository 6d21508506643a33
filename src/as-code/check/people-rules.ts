import { predefinedAttributes } from '../../model/custom-attribute.ts'
import type { Matching } from '../../model/overlay/person-rules.ts'
import { computedAttributes, standardAttributes } from '../../model/person-attributes.ts'
import { suggestName } from '../../platform/did-you-mean.ts'
import { converterFor, customPrefix, targetProblem } from '../../sync/mapping/targets.ts'
import type { Finding } from '../load/finding.ts'
import type { LoadedDocument, Part, Path } from '../load/loaded-document.ts'
import { findingAt, type LoadedOf, type Subject } from './subject.ts'

/** How users become people: the attributes of the schema, of matching and of authority. */
export function checkPeopleRules(subject: Subject): Finding[] {
  return [
    ...subject.of('PersonSchema').flatMap(schemaFindings),
    ...subject.of('Matching').flatMap((document) => matchingFindings(subject, document)),
    ...subject.of('Authority').flatMap((document) => authorityFindings(subject, document)),
    ...subject.of('Directory').flatMap(mappingFindings),
    ...subject
      .of('Directory')
      .flatMap((document) =>
        Object.keys(document.document.person ?? {}).flatMap((attribute) =>
          unknownAttribute(subject, { document, path: ['person', attribute], part: 'key' }, attribute),
        ),
      ),
  ]
}

function schemaFindings(document: LoadedOf<'PersonSchema'>): Finding[] {
  return Object.keys(document.document.attributes).flatMap((attribute) => {
    const isTaken = Object.hasOwn(standardAttributes, attribute) || Object.hasOwn(computedAttributes, attribute)
    const at = { document, path: ['attributes', attribute], part: 'key' } as const
    return isTaken ? [findingAt('attribute_taken', at, { attribute })] : []
  })
}

type At = { readonly document: LoadedDocument; readonly path: Path; readonly part?: Part }

function unknownAttribute({ attributes }: Subject, at: At, attribute: string): Finding[] {
  if (Object.hasOwn(attributes, attribute)) return []
  return [findingAt('unknown_attribute', at, { attribute, hint: suggestName(attribute, Object.keys(attributes)) })]
}

const defaultAccept = 0.9

function matchingFindings(subject: Subject, document: LoadedOf<'Matching'>): Finding[] {
  const { rules, accept = defaultAccept } = document.document
  const findings = rules.flatMap((rule, index) => matchRuleFindings(subject, { document, index, rule, accept }))
  if (rules.every(({ confidence = 1 }) => confidence < accept))
    findings.push(findingAt('nothing_accepted', { document, path: ['accept'] }, { accept }))
  return findings
}

type MatchRule = {
  readonly document: LoadedDocument
  readonly index: number
  readonly rule: Matching['rules'][number]
  readonly accept: number
}

/** Attributes that many people share: alone they are no evidence. */
const shared: ReadonlySet<string> = new Set(
  ['displayName', 'givenName', 'familyName', 'preferredName', 'type', 'title', 'department', 'division'].concat([
    ...['costCenter', 'company', 'location', 'country', 'timeZone', 'startDate', 'endDate'],
  ]),
)

function matchRuleFindings(subject: Subject, { document, index, rule, accept }: MatchRule): Finding[] {
  const findings = rule.on.flatMap((attribute, position) => {
    const at = { document, path: ['rules', index, 'on', position] }
    const type = subject.attributes[attribute]
    if (type === undefined) return unknownAttribute(subject, at, attribute)
    const isMatchable = type !== 'boolean' && type !== 'zone'
    return isMatchable ? [] : [findingAt('not_matchable', at, { attribute, type })]
  })
  const attributes = rule.on.join(', ')
  const hasMail = rule.on.some((attribute) => attribute === 'mails' || subject.attributes[attribute] === 'mail')
  if (rule.verified && !hasMail)
    findings.push(findingAt('verified_without_mail', { document, path: ['rules', index, 'verified'] }, { attributes }))
  const isWeak = rule.on.every((attribute) => shared.has(attribute)) && rule.on.length < 3
  if (isWeak && (rule.confidence ?? 1) >= accept)
    findings.push(findingAt('weak_match', { document, path: ['rules', index, 'on'] }, { attributes, accept }))
  return findings
}

function authorityFindings(subject: Subject, document: LoadedOf<'Authority'>): Finding[] {
  return Object.entries(document.document.attributes ?? {}).flatMap(([attribute, authority]) => {
    const at = { document, path: ['attributes', attribute], part: 'key' } as const
    const type = subject.attributes[attribute]
    if (type === undefined) return unknownAttribute(subject, at, attribute)
    const isUnion = !Array.isArray(authority) && 'merge' in authority
    return isUnion && type !== 'list' ? [findingAt('union_of_single', at, { attribute, type })] : []
  })
}

/** Custom attributes are declared at the server, so that only those that there can never be are found here. */
function mappingFindings(document: LoadedOf<'Directory'>): Finding[] {
  const mapped = new Set<string>()
  return (document.document.mapping ?? []).flatMap(({ target }, index) => {
    const at = { document, path: ['mapping', index, 'target'] }
    const isAgain = mapped.has(target)
    mapped.add(target)
    if (isAgain)
      return [findingAt('invalid_target', at, { problem: `"${target}" is mapped twice. Remove one of the lines.` })]
    const name = target.startsWith(customPrefix) ? target.slice(customPrefix.length) : ''
    const isDeclarable = name !== '' && !name.startsWith('manager_') && !Object.hasOwn(predefinedAttributes, name)
    if (isDeclarable || converterFor(target, [])) return []
    return [findingAt('invalid_target', at, { problem: targetProblem(target) })]
  })
}
