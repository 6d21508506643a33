import { chooseAddress, toAddressPart } from './company/email-address.ts'
import { groupsOf } from './company/groups.ts'
import { makeFamilyName, makePerson } from './company/make-person.ts'
import type { Person, Provider } from './company/person.ts'
import type { Random } from './company/random.ts'
import { isAtHome, isKnownByAddress } from './company/second-account.ts'
import { type Department, type HalfPlan, halfPlans, studioPlan } from './company/structure.ts'
import type { Happening, Step } from './happening.ts'
import { activePeople, individualContributors, managersOf, type World } from './world.ts'

/** Somebody starts: a user, then the groups of the department. */
export function planHire(world: World, random: Random): Happening | null {
  return hireInto(world, { department: random.pick(planOf(world.provider).departments.slice(1)) }, random)
}

/** Somebody starts in a department, under a given name if there is one; null where nobody could be their manager. */
export function hireInto(
  world: World,
  { department, displayName }: { readonly department: Department; readonly displayName?: string | undefined },
  random: Random,
): Happening | null {
  const plan = planOf(world.provider)
  const bosses = managersOf(world, department.name)
  if (bosses.length === 0) return null
  const position = {
    plan,
    department,
    title: random.pick(department.titles),
    kind: random.chance(department.contractors) ? 'Contractor' : 'Employee',
    manager: random.pick(bosses).externalId,
    employeeNumber: nextEmployeeNumber(plan, world),
  } as const
  const made = makePerson(position, random, isTakenIn(world))
  const person = displayName === undefined ? made : named(made, displayName, { plan, isTaken: isTakenIn(world) })
  const sentence = `${person.displayName} starts as ${person.title} in ${person.department}, ${person.location.locality}`
  return { sentence, steps: [{ kind: 'create', person }, ...joinGroups(world, person)] }
}

type Addresses = { readonly plan: HalfPlan; readonly isTaken: (address: string) => boolean }

/** A person under another name, with the address that goes with it. */
function named(person: Person, displayName: string, { plan, isTaken }: Addresses): Person {
  const [givenName = displayName, ...others] = displayName.split(/\s+/)
  const name = { givenName, middleName: '', familyName: others.join(' ') || givenName }
  // A name in another script has no letters for an address.
  if (toAddressPart(displayName) === '') return { ...person, ...name, displayName }
  const email = chooseAddress(name, { domain: plan.domain, twoSurnames: false, isTaken })
  return { ...person, ...name, displayName, email, userName: email }
}

/** Somebody goes to another department, with its manager, a title of it, and its groups. */
export function planMove(world: World, random: Random): Happening | null {
  const person = pickSomebody(world, random)
  if (!person) return null
  const department = random.pick(
    planOf(world.provider)
      .departments.slice(1)
      .filter(({ name }) => name !== person.department),
  )
  const bosses = managersOf(world, department.name)
  if (bosses.length === 0) return null
  const after = {
    ...inDepartment(person, department),
    title: random.pick(department.titles),
    manager: random.pick(bosses).externalId,
  }
  const sentence = `${person.displayName} moves from ${person.department} to ${department.name} as ${after.title}`
  return { sentence, steps: [{ kind: 'update', before: person, after }, ...regroup(world, person, after)] }
}

/** A manager goes to another department with everybody who reports to them: titles stay, groups and cost center change. */
export function moveTeam(
  world: World,
  { lead, department }: { readonly lead: Person; readonly department: Department },
): Happening | null {
  const head = managersOf(world, department.name).find(({ externalId }) => externalId !== lead.externalId)
  if (!head || lead.department === department.name) return null
  const reports = activePeople(world).filter(({ manager }) => manager === lead.externalId)
  const steps = [lead, ...reports].flatMap((person): Step[] => {
    const moved = inDepartment(person, department)
    const after = person === lead ? { ...moved, manager: head.externalId } : moved
    return [{ kind: 'update', before: person, after }, ...regroup(world, person, after)]
  })
  const size = reports.length + 1
  return {
    sentence: `The team of ${lead.displayName} (${size} people) moves from ${lead.department} to ${department.name}`,
    steps,
  }
}

function inDepartment(person: Person, { name, division, costCenter }: Department): Person {
  return { ...person, department: name, division, costCenter }
}

/** Somebody gets a new title in the same department. */
export function planPromotion(world: World, random: Random): Happening | null {
  const person = pickSomebody(world, random)
  const titles = person && departmentOf(world.provider, person)?.titles.filter((title) => title !== person.title)
  if (!person || !titles || titles.length === 0) return null
  return giveTitle(person, random.pick(titles))
}

/** Somebody gets a new title. */
export function giveTitle(person: Person, title: string): Happening {
  const after = { ...person, title }
  return { sentence: `${person.displayName} becomes ${title}`, steps: [{ kind: 'update', before: person, after }] }
}

/** Somebody reports to another manager of the department. */
export function planNewManager(world: World, random: Random): Happening | null {
  const person = pickSomebody(world, random)
  const others =
    person &&
    managersOf(world, person.department).filter(
      ({ externalId }) => externalId !== person.manager && externalId !== person.externalId,
    )
  if (!person || !others || others.length === 0) return null
  const manager = random.pick(others)
  const after = { ...person, manager: manager.externalId }
  return {
    sentence: `${person.displayName} now reports to ${manager.displayName}`,
    steps: [{ kind: 'update', before: person, after }],
  }
}

/** Somebody marries: family name, display name, login and e-mail change together; the `externalId` stays. */
export function planMarriage(world: World, random: Random): Happening | null {
  // Of whom another directory knows nothing but the address, the address stays.
  const person = pickSomebody(world, random, (candidate) => !isKnownByAddress(world.provider, candidate))
  const familyName = makeFamilyName(random)
  if (!person || familyName === person.familyName) return null
  const name = { givenName: person.givenName, middleName: person.middleName, familyName }
  const email = chooseAddress(name, {
    domain: planOf(world.provider).domain,
    twoSurnames: false,
    isTaken: isTakenIn(world),
  })
  const displayName = `${person.givenName} ${familyName}`
  const after = { ...person, familyName, displayName, email, userName: email }
  return {
    sentence: `${person.displayName} marries and is now ${displayName}`,
    steps: [{ kind: 'update', before: person, after }],
  }
}

/** An employee leaves: deactivated, then out of every group. */
export function planLeave(world: World, random: Random): Happening | null {
  const person = pickSomebody(world, random, (candidate) => candidate.kind === 'Employee')
  return person && letGo(world, person)
}

/** This person leaves; or, of a guest, the account here is closed. */
export function letGo(world: World, person: Person): Happening {
  const sentence = isAtHome(world.provider, person)
    ? `${person.displayName} leaves ${person.department}`
    : `The second account of ${person.displayName} is closed`
  return departure(world, person, sentence)
}

/** A contract ends. */
export function planContractEnd(world: World, random: Random): Happening | null {
  const person = pickSomebody(world, random, (candidate) => candidate.kind === 'Contractor')
  return person && departure(world, person, `The contract of ${person.displayName} in ${person.department} ends`)
}

/** Somebody who left comes back to the same place: reactivated, and in the groups of the department again. Guests come back with their own company. */
export function planRehire(world: World, random: Random): Happening | null {
  const people = [...world.users.values()].map(({ person }) => person)
  const gone = people.filter((person) => !person.active && isAtHome(world.provider, person))
  return gone.length === 0 ? null : bringBack(world, random.pick(gone))
}

/** This person, who left, comes back. */
export function bringBack(world: World, person: Person): Happening {
  const sentence = isAtHome(world.provider, person)
    ? `${person.displayName} comes back to ${person.department}`
    : `The second account of ${person.displayName} is open again`
  return { sentence, steps: [{ kind: 'set_active', person, active: true }, ...joinGroups(world, person)] }
}

/** The membership steps that put a person into the groups that they are in by contract. */
export function joinGroups(world: World, person: Person): Step[] {
  return groupsOf(world.provider, person).flatMap((group) => changeMembers(world, group, { add: [person.externalId] }))
}

/** The membership steps that take a person from the groups of `before` to those of `after`. */
export function regroup(world: World, before: Person, after: Person): Step[] {
  const old = groupsOf(world.provider, before)
  const wanted = groupsOf(world.provider, after)
  return [
    ...old
      .filter((group) => !wanted.includes(group))
      .flatMap((group) => changeMembers(world, group, { remove: [before.externalId] })),
    ...wanted
      .filter((group) => !old.includes(group))
      .flatMap((group) => changeMembers(world, group, { add: [after.externalId] })),
  ]
}

function departure(world: World, person: Person, sentence: string): Happening {
  const { externalId } = person
  const groups = [...world.groups.values()].filter((group) => group.members.has(externalId))
  const leave = groups.flatMap((group) => changeMembers(world, group.displayName, { remove: [externalId] }))
  return { sentence, steps: [{ kind: 'set_active', person, active: false }, ...leave] }
}

function changeMembers(
  world: World,
  group: string,
  change: { add?: readonly string[]; remove?: readonly string[] },
): Step[] {
  return world.groups.has(group) ? [{ kind: 'members', group, add: change.add ?? [], remove: change.remove ?? [] }] : []
}

function pickSomebody(world: World, random: Random, suits: (person: Person) => boolean = () => true): Person | null {
  const people = individualContributors(world).filter(suits)
  return people.length > 0 ? random.pick(people) : null
}

/** How a provider's half of the company is made. */
export function planOf(provider: Provider): HalfPlan {
  const plan = [...halfPlans, studioPlan].find((candidate) => candidate.provider === provider)
  if (!plan) throw new RangeError(`There is no plan for ${provider}.`)
  return plan
}

function departmentOf(provider: Provider, person: Person): Department | undefined {
  return planOf(provider).departments.find((department) => department.name === person.department)
}

/** Which logins and addresses a directory has already. */
export function isTakenIn(world: World): (address: string) => boolean {
  const taken = new Set([...world.users.values()].flatMap(({ person }) => [person.userName, person.email]))
  return (address) => taken.has(address)
}

function nextEmployeeNumber(plan: HalfPlan, world: World): string {
  const { prefix, from } = plan.employeeNumbers
  const numbers = [...world.users.values()].map(({ person }) => Number(person.employeeNumber.slice(prefix.length)) || 0)
  return `${prefix}${Math.max(from - 1, ...numbers) + 1}`
}
