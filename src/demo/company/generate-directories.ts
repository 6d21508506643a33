import { companySeed, generateCompany, generateStudio } from './generate-company.ts'
import { groupsOf } from './groups.ts'
import type { CompanyHalf, Person } from './person.ts'
import { createRandom, type Random } from './random.ts'
import { isGuestOfHeadquarters, makeSecondAccount } from './second-account.ts'

/** The address that two coordinators of the acquired company share, as people at one desk do. */
export const sharedAddress = 'facilities.desk@quillhaven.example'

/**
 * What the directories that are pushed to hold: the company, and in Okta the accounts of guests: everybody who works for both is known
 * there by the employee number or the address, and of two accounts nobody wrote down whose they are. Always the same.
 */
export function generateDirectories(): CompanyHalf[] {
  const random = createRandom(companySeed + 2)
  const halves = generateCompany().map((half) =>
    half.provider === 'entra' ? { ...half, people: withSharedAddress(half.people) } : half,
  )
  return halves.map((half) =>
    half.provider === 'okta' ? withGuests(half, [...halves, generateStudio()], random) : half,
  )
}

function withGuests(okta: CompanyHalf, all: readonly CompanyHalf[], random: Random): CompanyHalf {
  const addresses = new Set(okta.people.map(({ email }) => email))
  const accounts: Person[] = []
  const add = (person: Person, { provider: home }: CompanyHalf, change?: (account: Person) => Person) => {
    const made = makeSecondAccount(person, { home, random, isTaken: (address) => addresses.has(address) })
    addresses.add(made.email)
    accounts.push(change ? change(made) : made)
  }
  for (const half of all)
    for (const person of half.people) if (isGuestOfHeadquarters(half.provider, person)) add(person, half)
  for (const half of all) {
    const [one] = half.people.filter(({ email }) => email === sharedAddress)
    // Made by hand, with the address of the desk and no number: it may be either of the two.
    if (one) add(one, half, (account) => ({ ...account, employeeNumber: '', email: sharedAddress }))
    // Neither a number nor an address says who this is: only a name and a place.
    const namesake = half.people.find(
      ({ title, location }) => `${title} ${location.locality}` === 'Application Developer Dublin',
    )
    if (namesake) add(namesake, half, (account) => ({ ...account, employeeNumber: '' }))
  }
  const groups = okta.groups.map((group) => {
    const joining = accounts.filter((account) => groupsOf('okta', account).includes(group.displayName))
    return { ...group, members: [...group.members, ...joining.map(({ externalId }) => externalId)] }
  })
  return { ...okta, people: [...okta.people, ...accounts], groups }
}

function withSharedAddress(people: readonly Person[]): Person[] {
  const desk = people.filter(
    ({ title, location }) => `${title} ${location.locality}` === 'Facilities Coordinator Dublin',
  )
  const [one, other] = desk
  return people.map((person) => (person === one || person === other ? { ...person, email: sharedAddress } : person))
}
