import { makeGroups } from './groups.ts'
import { makePerson, type Position } from './make-person.ts'
import type { CompanyHalf, Person } from './person.ts'
import { createRandom, type Random } from './random.ts'
import { type Department, type HalfPlan, halfPlans, studioPlan } from './structure.ts'

/** The seed of the company that every first run shows, so that pictures and talks match what people see. */
export const companySeed = 20260

/**
 * Makes up the demo company: 300 people in 25 groups over two directories, with an org chart. Managers come before
 * their reports in `people`. The same seed gives the same company.
 */
export function generateCompany(seed: number = companySeed): CompanyHalf[] {
  const random = createRandom(seed)
  return halfPlans.map((plan) => generateHalf(plan, random))
}

/** Makes up the studio: 64 people in 6 groups, always the same. */
export function generateStudio(): CompanyHalf {
  return generateHalf(studioPlan, createRandom(companySeed + 1))
}

function generateHalf(plan: HalfPlan, random: Random): CompanyHalf {
  const hiring = startHiring(plan, random)
  const [leadership, ...others] = plan.departments
  if (!leadership) return { provider: plan.provider, people: [], groups: [] }
  const top = hiring.hire(leadership, { title: leadership.head, manager: null })
  staff(hiring, leadership, top)
  for (const department of others) {
    const head = hiring.hire(department, { title: department.head, manager: top.externalId })
    staff(hiring, department, head)
  }
  return { provider: plan.provider, people: hiring.people, groups: makeGroups(plan.provider, hiring.people, random) }
}

type Opening = { readonly title: string; readonly manager: string | null; readonly mayBeContractor?: boolean }
type Hiring = {
  readonly people: Person[]
  readonly random: Random
  hire(department: Department, opening: Opening): Person
}

function startHiring(plan: HalfPlan, random: Random): Hiring {
  const people: Person[] = []
  const addresses = new Set<string>()
  function hire(department: Department, { title, manager, mayBeContractor }: Opening): Person {
    const position: Position = {
      plan,
      department,
      title,
      manager,
      kind: mayBeContractor && random.chance(department.contractors) ? 'Contractor' : 'Employee',
      employeeNumber: `${plan.employeeNumbers.prefix}${plan.employeeNumbers.from + people.length}`,
    }
    const person = makePerson(position, random, (address) => addresses.has(address))
    addresses.add(person.email)
    people.push(person)
    return person
  }
  return { people, random, hire }
}

/** Fills a department below its head: everybody reports to the head in a small one, to one of its leads in a large one. */
function staff(hiring: Hiring, department: Department, head: Person): void {
  const size = department.size - 1
  const leadCount = size < 10 ? 0 : Math.ceil(size / 8)
  const leads = Array.from({ length: leadCount }, () =>
    hiring.hire(department, { title: department.lead, manager: head.externalId }),
  )
  for (let left = size - leadCount; left > 0; left -= 1) {
    const manager = leads.length > 0 ? hiring.random.pick(leads) : head
    hiring.hire(department, {
      title: hiring.random.pick(department.titles),
      manager: manager.externalId,
      mayBeContractor: true,
    })
  }
}
