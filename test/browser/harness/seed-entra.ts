import type { CompanyHalf, Person } from '../../../src/demo/company/person.ts'
import type { Clock } from '../../../src/platform/clock.ts'
import type { GraphPerson } from '../../../src/sandbox/graph/company.ts'
import { type GraphSandbox, startGraphSandbox } from '../../../src/sandbox/graph/graph-sandbox.ts'

/** An Entra tenant in which these people work. */
export function startTenant(half: CompanyHalf, clock: Clock): Promise<GraphSandbox> {
  const names = new Map(half.people.map(({ externalId, userName }) => [externalId, userName]))
  const people = half.people.map((person) => graphPerson(person, names))
  const groups = half.groups.map(({ displayName, members }) => ({
    displayName,
    members: members.flatMap((id) => names.get(id) ?? []),
  }))
  return startGraphSandbox({ clock, people, groups })
}

/** Takes everybody of some departments away for good, as somebody does who picks the wrong filter. */
export function loseDepartments({ company }: GraphSandbox, departments: readonly string[]): void {
  for (const { id, properties } of [...company.objects.values()]) {
    if (departments.includes(String(properties.department))) company.hardDelete(id)
  }
}

function graphPerson(person: Person, names: ReadonlyMap<string, string>): GraphPerson {
  const manager = names.get(person.manager ?? '')
  return {
    userPrincipalName: person.userName,
    mail: person.email,
    displayName: person.displayName,
    givenName: person.givenName,
    surname: person.familyName,
    jobTitle: person.title,
    department: person.department,
    employeeId: person.employeeNumber,
    employeeType: person.kind,
    companyName: person.division,
    city: person.location.locality,
    country: person.location.country,
    ...(manager && { manager }),
  }
}
