import { newExternalId } from './make-person.ts'
import type { Person, Provider, TeamGroup } from './person.ts'
import type { Random } from './random.ts'

/**
 * Who is in a group at the beginning: `contract` by what the person is, which holds for newcomers too; `managers`; or a
 * hand-picked few of some departments, whom the demo's administrators change later.
 */
type GroupRule = { readonly name: string } & (
  | { readonly kind: 'contract'; readonly includes: (person: Person) => boolean }
  | { readonly kind: 'managers' }
  | { readonly kind: 'picked'; readonly count: number; readonly departments: readonly string[] }
)

const everyone = (name: string): GroupRule => ({ name, kind: 'contract', includes: () => true })
const managers = (name: string): GroupRule => ({ name, kind: 'managers' })
const contractors = (name: string): GroupRule => {
  return { name, kind: 'contract', includes: (person) => person.kind === 'Contractor' }
}
const departmentGroup = (name: string, ...departments: string[]): GroupRule => {
  return { name, kind: 'contract', includes: (person) => departments.includes(person.department) }
}
const picked = (name: string, count: number, departments: readonly string[]): GroupRule => {
  return { name, kind: 'picked', count, departments }
}

const rules: Readonly<Record<Provider, readonly GroupRule[]>> = {
  okta: [
    everyone('All staff'),
    departmentGroup('Engineering', 'Engineering'),
    departmentGroup('Product and Design', 'Product', 'Design'),
    departmentGroup('Sales', 'Sales'),
    departmentGroup('Customer Support', 'Customer Support'),
    departmentGroup('Marketing', 'Marketing'),
    departmentGroup('Manufacturing', 'Manufacturing'),
    departmentGroup('Finance and Legal', 'Finance', 'Legal'),
    departmentGroup('People', 'People'),
    departmentGroup('IT and Security', 'IT and Security'),
    managers('Managers'),
    contractors('Contractors'),
    picked('On-call: Platform', 6, ['Engineering']),
    picked('Project Lighthouse', 14, ['Engineering', 'Product', 'Design', 'Marketing']),
    picked('CRM administrators', 5, ['Sales', 'IT and Security']),
  ],
  entra: [
    everyone('Quillhaven: Everyone'),
    departmentGroup('Quillhaven: Research', 'Research'),
    departmentGroup('Quillhaven: Data Engineering', 'Data Engineering'),
    departmentGroup('Quillhaven: Applications', 'Applications'),
    departmentGroup('Quillhaven: Customer Success', 'Customer Success'),
    departmentGroup('Quillhaven: Field Sales', 'Field Sales'),
    managers('Quillhaven: Managers'),
    contractors('Quillhaven: Contractors'),
    picked('Quillhaven: On-call', 5, ['Data Engineering', 'Applications']),
    picked('Integration project', 12, ['Quillhaven Leadership', 'Operations', 'Data Engineering', 'Applications']),
  ],
  google: [
    everyone('Brightmoor: Everyone'),
    departmentGroup('Brightmoor: Film', 'Film'),
    departmentGroup('Brightmoor: Animation', 'Animation'),
    departmentGroup('Brightmoor: Tools', 'Tools'),
    managers('Brightmoor: Leads'),
    picked('Feature "Low Tide"', 14, ['Film', 'Animation', 'Tools']),
  ],
}

/** The groups that somebody is in by contract: everybody's, the department's, the contractors'. */
export function groupsOf(provider: Provider, person: Person): string[] {
  return rules[provider].filter((rule) => rule.kind === 'contract' && rule.includes(person)).map((rule) => rule.name)
}

/** True for groups whose members are picked by hand: projects, on-call, administrators. */
export function isHandPicked(provider: Provider, name: string): boolean {
  return rules[provider].some((rule) => rule.kind === 'picked' && rule.name === name)
}

/** Makes a half's groups out of its people. */
export function makeGroups(provider: Provider, people: readonly Person[], random: Random): TeamGroup[] {
  return rules[provider].map((rule) => ({
    externalId: newExternalId('entra', random),
    displayName: rule.name,
    members: membersOf(rule, people, random).map((person) => person.externalId),
  }))
}

function membersOf(rule: GroupRule, people: readonly Person[], random: Random): readonly Person[] {
  if (rule.kind === 'contract') return people.filter(rule.includes)
  if (rule.kind === 'picked')
    return random.sample(
      people.filter(({ department }) => rule.departments.includes(department)),
      rule.count,
    )
  const withReports = new Set(people.map((person) => person.manager))
  return people.filter((person) => withReports.has(person.externalId))
}
