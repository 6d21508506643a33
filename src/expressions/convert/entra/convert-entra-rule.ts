import { refuse } from '../../refuse.ts'
import { all, any, type Condition, not, quoted, term, writeCondition } from '../condition.ts'
import { Conversion, type ConvertedRule, type ConvertOptions } from '../converted-rule.ts'
import { compareDate } from './compare-date.ts'
import { compareText } from './compare-text.ts'
import { entraAttributes, entraRemarks } from './entra-attributes.ts'
import type { EntraRule } from './entra-rule.ts'
import { readEntraRule } from './read-entra-rule.ts'

type Compare = EntraRule & { readonly is: 'compare' }
type Each = EntraRule & { readonly is: 'each' }

/**
 * Converts a dynamic membership rule of Microsoft Entra to a rule over `person` that admits the same people: the case of texts is
 * ignored, and where Entra lets people in whose attribute is missing (`-ne`, `-not`), so does the rule. What has no counterpart is
 * refused with what to do instead.
 */
export function convertEntraRule(text: string, options: ConvertOptions = {}): ConvertedRule {
  const conversion = new Conversion(options)
  const condition = convert(readEntraRule(text), { conversion, isDenied: false })
  return conversion.finish(writeCondition(condition))
}

/** `isDenied`: what does not hold lets people in here. */
type Within = { readonly conversion: Conversion; readonly isDenied: boolean }

function convert(rule: EntraRule, within: Within): Condition {
  switch (rule.is) {
    case 'and':
      return all(...rule.parts.map((part) => convert(part, within)))
    case 'or':
      return any(...rule.parts.map((part) => convert(part, within)))
    case 'not':
      return not(convert(rule.part, { ...within, isDenied: !within.isDenied }))
    case 'each':
      return convertEach(rule, within)
    case 'reports':
      return term(`person.reportsDirectlyTo(${quoted(within.conversion.personOf(rule.manager))})`)
    case 'compare':
      return convertCompare(rule, within)
  }
}

function convertCompare(rule: Compare, within: Within): Condition {
  const name = propertyOf(rule.property)
  const isNull = rule.value.is === 'word' && /^\$?null$/i.test(rule.value.text)
  if (name.toLowerCase() === 'objectid') return everybody(rule, isNull)
  const attribute = attributeOf(name, within.conversion)
  const path = `person.${attribute}`
  const type = within.conversion.typeOf(attribute)
  if (isNull) return hasValue(path, rule.operator)
  if (type === 'boolean') return compareBoolean(path, rule)
  if (type === 'date') return compareDate(path, rule)
  if (type === 'list') return compareList(path, rule, within)
  return compareText({ path, name, isDenied: within.isDenied, isMail: type === 'mail' }, rule, within.conversion)
}

function everybody({ operator, property }: Compare, isNull: boolean): Condition {
  if (isNull && operator === 'ne') return term('has(person.id)')
  return refuse(`A rule cannot name single people by "${property}". Write them under "add" of the members.`)
}

function hasValue(path: string, operator: Compare['operator']): Condition {
  if (operator === 'eq') return not(term(`has(${path})`))
  if (operator === 'ne') return term(`has(${path})`)
  return refuse(`"null" is compared with -eq and -ne only, not with -${operator}.`)
}

function compareBoolean(path: string, { operator, value }: Compare): Condition {
  const word = value.is === 'word' || value.is === 'text' ? value.text.toLowerCase() : ''
  if ((operator !== 'eq' && operator !== 'ne') || (word !== 'true' && word !== 'false')) {
    return refuse(`"${path}" is true or false, and compared with -eq true or -eq false.`)
  }
  const holds = term(path)
  return (word === 'true') === (operator === 'eq') ? holds : not(holds)
}

/** `user.otherMails -startsWith "x"` is said of any of them. */
function compareList(path: string, rule: Compare, within: Within): Condition {
  const positive = { ...rule, operator: positiveOf(rule.operator) }
  const isNegative = positive.operator !== rule.operator
  const isDenied = within.isDenied !== isNegative
  const some = exists({ path, every: false, isDenied }, { ...positive, property: '_' }, within.conversion)
  return isNegative ? not(some) : some
}

function convertEach(rule: Each, within: Within): Condition {
  const name = propertyOf(rule.property).toLowerCase()
  if (name === 'memberof') return inGroups(rule, within.conversion)
  if (name === 'assignedplans') {
    return refuse('Licences ("user.assignedPlans") are no attributes of people. Use the group that gives the licence.')
  }
  const attribute = attributeOf(propertyOf(rule.property), within.conversion)
  if (within.conversion.typeOf(attribute) !== 'list')
    refuse(`"${rule.property}" has one value only, without -any and -all.`)
  return exists(
    { path: `person.${attribute}`, every: rule.every, isDenied: within.isDenied },
    rule.part,
    within.conversion,
  )
}

type Elements = { readonly path: string; readonly every: boolean; readonly isDenied: boolean }

function exists({ path, every, isDenied }: Elements, part: EntraRule, conversion: Conversion): Condition {
  const said = (rule: EntraRule): Condition => {
    if (rule.is === 'and') return all(...rule.parts.map(said))
    if (rule.is === 'or') return any(...rule.parts.map(said))
    if (rule.is === 'not') return not(said(rule.part))
    if (rule.is !== 'compare' || rule.property !== '_')
      return refuse('Only "_" can be said something of within -any and -all here.')
    return compareText({ path: 'each', name: '_', isDenied: false }, withoutPrefix(rule), conversion)
  }
  const list = isDenied ? `${path}.orValue([])` : path
  return term(`${list}.${every ? 'all' : 'exists'}(each, ${writeCondition(said(part))})`)
}

/** `user.memberOf -any (group.objectId -in ['a', 'b'])`. */
function inGroups({ part, every }: Each, conversion: Conversion): Condition {
  const isGroups = part.is === 'compare' && part.property.toLowerCase() === 'group.objectid' && !every
  if (!isGroups || (part.operator !== 'in' && part.operator !== 'eq')) {
    return refuse("Write user.memberOf -any (group.objectId -in ['…']).")
  }
  const { value } = part
  const ids = value.is === 'list' ? value.items : value.is === 'now' ? [] : [value.text]
  return any(...ids.map((id) => term(`person.memberOf(${quoted(conversion.groupOf(id))})`)))
}

/** Addresses of people have no "SMTP:" before them. */
function withoutPrefix(rule: Compare): Compare {
  const cut = (text: string) => text.replace(/^smtp:\s*/i, '')
  const { value } = rule
  if (value.is === 'list') return { ...rule, value: { ...value, items: value.items.map(cut) } }
  return value.is === 'text' ? { ...rule, value: { ...value, text: cut(value.text) } } : rule
}

function positiveOf(operator: Compare['operator']): Compare['operator'] {
  if (operator === 'ne') return 'eq'
  if (operator === 'notIn') return 'in'
  if (operator === 'notContains') return 'contains'
  if (operator === 'notStartsWith') return 'startsWith'
  if (operator === 'notEndsWith') return 'endsWith'
  return operator === 'notMatch' ? 'match' : operator
}

function propertyOf(property: string): string {
  const [object, name, ...rest] = property.split('.')
  if (object?.toLowerCase() === 'device') {
    return refuse('This is a rule for devices. Rules here are for people.')
  }
  if (object?.toLowerCase() !== 'user' || !name || rest.length > 0) {
    return refuse(`"${property}" is no property of a user, such as user.department.`)
  }
  return name
}

/** Extensions lose what Entra puts before their names: `extension_<application>_officeNumber`. */
function attributeOf(property: string, conversion: Conversion): string {
  const key = property.toLowerCase()
  const remark = entraRemarks[key]
  if (remark !== undefined) conversion.warn(remark)
  if (Object.hasOwn(entraAttributes, key)) return entraAttributes[key] ?? property
  const name = property.replace(/^extension_[0-9a-f]{32}_/i, '')
  return (
    name.charAt(0).toLowerCase() +
    name.slice(1).replace(/[^A-Za-z0-9]+(.?)/g, (_, letter: string) => letter.toUpperCase())
  )
}
