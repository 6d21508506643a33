import { chooseAddress } from './email-address.ts'
import { newExternalId } from './make-person.ts'
import type { Person, Provider } from './person.ts'
import type { Random } from './random.ts'
import { companyNames, halfPlans, studioPlan } from './structure.ts'

/** Whose people work in the headquarters' systems too, and so have an account in its Okta beside their own. */
const guests: Readonly<Record<Provider, readonly string[]>> = {
  okta: [],
  entra: ['Quillhaven Leadership', 'Data Engineering'],
  google: ['Studio Leadership'],
}

/** Where the headquarters puts guests of a department. The others sit with the executives. */
const hosts: Readonly<Record<string, string>> = { 'Data Engineering': 'Engineering', Applications: 'Engineering' }

/** True for somebody whom this provider's own company employs, false for a guest with an account of theirs elsewhere. */
export function isAtHome(provider: Provider, { employeeNumber }: Pick<Person, 'employeeNumber'>): boolean {
  return employeeNumber.startsWith(planFor(provider).employeeNumbers.prefix)
}

/** True for somebody who has an account in the headquarters' Okta beside the one of `home`. */
export function isGuestOfHeadquarters(home: Provider, person: Person): boolean {
  return isAtHome(home, person) && guests[home].includes(person.department)
}

/** True where the account in Okta is known to be somebody's by the address alone: it has no employee number. */
export function isKnownByAddress(home: Provider, person: Person): boolean {
  return home === 'google' && isGuestOfHeadquarters(home, person)
}

/**
 * The account that the headquarters makes for somebody of another company: the number of the home company and an address of the
 * headquarters', or, for the studio, only the address at home. What the headquarters writes beside it is less exact.
 */
export function makeSecondAccount(
  person: Person,
  { home, random, isTaken }: { readonly home: Provider; readonly random: Random; readonly isTaken: IsTaken },
): Person {
  const twoSurnames = person.locale.startsWith('es')
  const { domain } = planFor('okta')
  const email = home === 'google' ? person.email : chooseAddress(person, { domain, twoSurnames, isTaken })
  return {
    ...person,
    externalId: newExternalId('okta', random),
    userName: email,
    email,
    displayName: latinName(person),
    title: titleOfGuest(home),
    department: hosts[person.department] ?? 'Executive Office',
    division: '',
    costCenter: '',
    employeeNumber: home === 'google' ? '' : person.employeeNumber,
    manager: null,
  }
}

/** What the headquarters calls guests from there. */
export function titleOfGuest(home: Provider): string {
  return `Guest from ${home === 'google' ? companyNames.studio : companyNames.acquired}`
}

type IsTaken = (address: string) => boolean

/** The second account among the people of Okta, where there is one. */
export function findSecondAccount(person: Person, home: Provider, hosted: Iterable<Person>): Person | null {
  for (const account of hosted) {
    if (isAtHome('okta', account)) continue
    if (home === 'google' ? account.email === person.email : account.employeeNumber === person.employeeNumber)
      return account
  }
  return null
}

/** How the headquarters writes a name: in Latin letters, whatever the person does. */
export function latinName({ givenName, middleName, familyName }: Person): string {
  return [givenName, middleName, familyName].filter(Boolean).join(' ')
}

function planFor(provider: Provider) {
  const plan = [...halfPlans, studioPlan].find((candidate) => candidate.provider === provider)
  if (!plan) throw new RangeError(`There is no plan for ${provider}.`)
  return plan
}
