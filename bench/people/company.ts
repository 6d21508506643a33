import type { JsonObject } from '../../src/model/json.ts'
import type { OverlayDocument } from '../../src/model/overlay/document.ts'

const countries = ['DE', 'AT', 'CH', 'FR', 'ES', 'IT', 'GB', 'US', 'CA', 'JP', 'IN', 'BR']
const zones = [
  'Europe/Berlin',
  'Europe/London',
  'America/New_York',
  'America/Los_Angeles',
  'Asia/Tokyo',
  'Asia/Kolkata',
]
const titles = [
  'Engineer',
  'Senior Engineer',
  'Engineering Lead',
  'Account Manager',
  'Analyst',
  'Designer',
  'Recruiter',
]
const types = ['employee', 'employee', 'employee', 'employee', 'contractor', 'intern']

/** A number that follows from others and looks like chance, the same in every run. */
export function mixed(index: number, salt: number): number {
  let value = Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(salt + 1, 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d)
  return (value ^ (value >>> 13)) >>> 0
}

function of(list: readonly string[], index: number, salt: number): string {
  return list[mixed(index, salt) % list.length] ?? ''
}

/** What is known of the person of a number, in a company of any size. */
export function attributesOf(index: number): JsonObject {
  const day = new Date(Date.UTC(2020, 0, 1 + (mixed(index, 8) % 2_300)))
  return {
    displayName: `Person ${index}`,
    givenName: 'Person',
    familyName: String(index),
    userName: `p${index}@example.com`,
    mail: `p${index}@example.com`,
    employeeNumber: String(10_000 + index),
    title: of(titles, index, 1),
    department: `Department ${mixed(index, 2) % 24}`,
    division: `Division ${mixed(index, 3) % 6}`,
    costCenter: `CC-${mixed(index, 4) % 200}`,
    location: `Site ${mixed(index, 5) % 40}`,
    country: of(countries, index, 6),
    timeZone: of(zones, index, 7),
    startDate: day.toISOString().slice(0, 10),
    type: of(types, index, 9),
  }
}

const rules: readonly ((index: number) => string)[] = [
  (index) => `person.costCenter == "CC-${index % 200}"`,
  (index) =>
    `person.department == "Department ${index % 24}" && person.active && person.country == "${of(countries, index, 0)}"`,
  (index) => `person.location == "Site ${index % 40}" && person.type == "employee"`,
  (index) =>
    `person.title.contains("Lead") && person.country in ["${of(countries, index, 0)}", "${of(countries, index, 1)}"]`,
  (index) =>
    `person.type != "contractor" && person.division == "Division ${index % 6}" && person.costCenter == "CC-${index % 190}"`,
  (index) => `person.title.re("(?i)manager|lead") && person.location == "Site ${index % 40}"`,
  (index) =>
    `person.startDate.reached("P90D") && person.department == "Department ${index % 24}" && person.type == "intern"`,
  (index) => `person.memberOf("g-${index - 7}") && !person.service`,
  (index) => `person.mail.endsWith("${index % 100}@example.com") && person.status == "active"`,
  (index) =>
    `(person.country == "US" || person.country == "CA") && person.department == "Department ${index % 24}" && person.title != "Analyst"`,
]

/** So many groups by rule, of ten kinds of rules as they are written for real. */
export function ruleGroups(count: number): OverlayDocument[] {
  return Array.from({ length: count }, (_, index) => ({
    kind: 'Group' as const,
    id: `g-${index}`,
    name: `Group ${index}`,
    members: { mode: 'exact' as const, rule: rules[index % rules.length]?.(index) ?? 'true' },
  }))
}
