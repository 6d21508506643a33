import type { AttributeType } from '../../model/overlay/person-rules.ts'
import type { TestDocument } from '../../model/overlay/test-document.ts'
import { suggestName } from '../../platform/did-you-mean.ts'
import type { Finding } from '../load/finding.ts'
import { describeValue } from '../load/schema-words.ts'
import { givenAttributes } from '../test/given-person.ts'
import { expectationKinds } from './references-in.ts'
import { findingAt, type LoadedOf, type Subject } from './subject.ts'

type Case = TestDocument['cases'][number]
type At = { readonly subject: Subject; readonly document: LoadedOf<'Test'>; readonly index: number }

/** Cases test what they say: their people have attributes that there are, and they can fail. */
export function checkTests(subject: Subject): Finding[] {
  return subject.of('Test').flatMap((document) => {
    const names = new Set<string>()
    return document.document.cases.flatMap((each, index) => {
      const isAgain = names.has(each.name)
      names.add(each.name)
      const at = { subject, document, index }
      const again = { document, path: ['cases', index, 'name'] }
      return [
        ...givenFindings(at, each),
        ...expectFindings(at, each),
        ...(isAgain ? [findingAt('test_name_twice', again, { name: each.name })] : []),
      ]
    })
  })
}

function givenFindings({ subject, document, index }: At, { given }: Case): Finding[] {
  const types: Readonly<Record<string, AttributeType | 'ref' | 'computed'>> = {
    ...givenAttributes,
    ...subject.attributes,
  }
  return Object.entries(given.person).flatMap(([attribute, value]) => {
    const path = ['cases', index, 'given', 'person', attribute]
    const type = Object.hasOwn(types, attribute) ? types[attribute] : undefined
    if (type === undefined) {
      const hint = suggestName(attribute, Object.keys(types))
      return [findingAt('test_unknown_attribute', { document, path, part: 'key' }, { attribute, hint })]
    }
    if (value === null || isOfType(value, type)) return []
    const data = { attribute, type: typeName(type), given: describeValue(value), example: examples[type] }
    return [findingAt('test_wrong_type', { document, path }, data)]
  })
}

function typeName(type: AttributeType | 'ref' | 'computed'): string {
  return type === 'ref' ? 'reference' : type
}

const examples: Readonly<Record<AttributeType | 'ref' | 'computed', string>> = {
  text: 'a text in quotes',
  number: 'a number, without quotes',
  boolean: 'true or false, without quotes',
  date: 'a day such as 2027-03-31',
  mail: 'an address such as ada@example.com',
  phone: 'a number such as "+4930123456"',
  zone: 'a time zone such as Europe/Berlin',
  list: 'a list such as [a, b]',
  ref: 'a reference such as emp:10042, or a list of them',
  computed: 'what rules read of it',
}

function isOfType(value: unknown, type: AttributeType | 'ref' | 'computed'): boolean {
  switch (type) {
    case 'number':
      return typeof value === 'number'
    case 'boolean':
      return typeof value === 'boolean'
    case 'list':
      return Array.isArray(value)
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)
    case 'ref':
      return [value].flat().every((each) => typeof each === 'string')
    case 'computed':
      return true
    default:
      return typeof value === 'string'
  }
}

const opposites = [
  ['memberOf', 'notMemberOf'],
  ['memberOf', 'unknownIn'],
  ['teams', 'notTeams'],
  ['mayRequest', 'mayNotRequest'],
  ['gets', 'getsNot'],
] as const

function expectFindings({ document, index }: At, { expect }: Case): Finding[] {
  const path = ['cases', index, 'expect']
  const isEmpty = expect.org === undefined && Object.keys(expectationKinds).every((key) => !(key in expect))
  if (isEmpty) return [findingAt('test_expects_nothing', { document, path, part: 'key' }, {})]
  return opposites.flatMap(([first, second]) =>
    (expect[second] ?? []).flatMap((id, position) => {
      if (!expect[first]?.includes(id)) return []
      return [findingAt('test_contradiction', { document, path: [...path, second, position] }, { id, first, second })]
    }),
  )
}
