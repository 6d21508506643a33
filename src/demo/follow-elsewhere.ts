import type { Person, Provider } from './company/person.ts'
import type { Random } from './company/random.ts'
import {
  findSecondAccount,
  isGuestOfHeadquarters,
  latinName,
  makeSecondAccount,
  titleOfGuest,
} from './company/second-account.ts'
import { companyNames } from './company/structure.ts'
import type { Happening, Step } from './happening.ts'
import { bringBack, isTakenIn, joinGroups, letGo } from './plan-people.ts'
import type { HappeningReport, LivingDirectory } from './trickle.ts'
import type { World } from './world.ts'

/**
 * A directory whose happenings have consequences in the headquarters' Okta: who leaves loses the account there too, who begins to work
 * for both gets one, and a new name is one everywhere. Titles and departments are each company's own.
 */
export function followedBy(
  home: LivingDirectory,
  headquarters: LivingDirectory,
  tell: (report: HappeningReport) => void,
): LivingDirectory {
  return {
    ...home,
    async perform(happening, random) {
      await home.perform(happening, random)
      // Nobody of the headquarters' is a guest elsewhere, so that the two never wait for each other.
      await headquarters.inTurn(async () => {
        const options = { home: home.world.provider, headquarters: headquarters.world, random }
        for (const follow of planElsewhere(happening, options)) {
          tell({ directory: headquarters.name, sentence: follow.sentence })
          await headquarters.perform(follow, random)
        }
      })
    },
  }
}

type Elsewhere = { readonly home: Provider; readonly headquarters: World; readonly random: Random }

/** What a happening at home comes to in the accounts that people have at the headquarters. Changes nothing. */
export function planElsewhere({ steps, later }: Happening, options: Elsewhere): Happening[] {
  return steps.flatMap((step) => {
    if (step.kind === 'members') return []
    if (step.kind === 'set_active') return activeElsewhere(step.person, step.active, options)
    if (step.kind === 'create') return accountElsewhere(step.person, options)
    const { before, after } = step
    const account = accountOf(before, options)
    if (account) return latinName(before) === latinName(after) ? [] : [renamed(account, after)]
    // What is soon put right gives nobody an account.
    return later ? [] : accountElsewhere(after, options)
  })
}

function accountOf(person: Person, { home, headquarters }: Elsewhere): Person | null {
  const hosted = [...headquarters.users.values()].map((user) => user.person)
  return findSecondAccount(person, home, hosted)
}

function accountElsewhere(person: Person, options: Elsewhere): Happening[] {
  const { home, headquarters, random } = options
  if (!isGuestOfHeadquarters(home, person) || accountOf(person, options)) return []
  const unclear = unclearAccountOf(person, options)
  if (unclear) return [numbered(unclear, person)]
  const account = makeSecondAccount(person, { home, random, isTaken: isTakenIn(headquarters) })
  const create: Step = { kind: 'create', person: account }
  return [
    {
      sentence: `${person.displayName} gets a second account, at ${companyNames.organization}`,
      steps: [create, ...joinGroups(headquarters, account)],
    },
  ]
}

/** An account of a guest under this name, of which nobody wrote down whose it is. */
function unclearAccountOf(person: Person, { headquarters }: Elsewhere): Person | undefined {
  const hosted = [...headquarters.users.values()].map((user) => user.person)
  return hosted.find((account) => {
    return (
      account.employeeNumber === '' &&
      account.title === titleOfGuest('entra') &&
      latinName(account) === latinName(person)
    )
  })
}

/** What was in dispute becomes plain by the employee number. */
function numbered(account: Person, { employeeNumber }: Person): Happening {
  return {
    sentence: `The second account of ${account.displayName} gets the employee number ${employeeNumber}`,
    steps: [{ kind: 'update', before: account, after: { ...account, employeeNumber } }],
  }
}

function activeElsewhere(person: Person, active: boolean, options: Elsewhere): Happening[] {
  const account = accountOf(person, options)
  if (!account || account.active === active) return []
  return [active ? bringBack(options.headquarters, account) : letGo(options.headquarters, account)]
}

/** The address at the headquarters stays. */
function renamed(account: Person, { givenName, middleName, familyName }: Person): Happening {
  const name = { ...account, givenName, middleName, familyName }
  const after = { ...name, displayName: latinName(name) }
  return {
    sentence: `The second account of ${account.displayName} has the new name too`,
    steps: [{ kind: 'update', before: account, after }],
  }
}
