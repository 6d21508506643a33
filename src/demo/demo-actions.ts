import { AppError } from '../errors.ts'
import type { DemoAction } from '../model/demo.ts'
import type { Person } from './company/person.ts'
import type { Random } from './company/random.ts'
import type { Department } from './company/structure.ts'
import type { Happening } from './happening.ts'
import { bringBack, giveTitle, hireInto, letGo, moveTeam, planOf } from './plan-people.ts'
import type { World } from './world.ts'

/** An action that is done at one provider. */
export type ProviderAction = Extract<DemoAction, { readonly provider: string }>

/** What an action comes to in a directory, as it is now. Throws what its reader can put right. */
export function planAction(action: ProviderAction, world: World, random: Random): Happening {
  return (
    planned(action, world, random) ?? impossible('Nobody of that department could be the manager. Choose another one.')
  )
}

function planned(action: ProviderAction, world: World, random: Random): Happening | null {
  if (action.kind === 'hire') {
    const { display_name: displayName } = action
    return hireInto(world, { department: departmentOf(world, action.department), displayName }, random)
  }
  if (action.kind === 'move_team') {
    const lead = personOf(world, action.team)
    return moveTeam(world, { lead, department: departmentOf(world, action.department) })
  }
  const person = personOf(world, action.person)
  if (action.kind === 'change_title') return giveTitle(person, action.title)
  if (action.kind === 'reactivate') {
    return person.active ? impossible(`${person.displayName} is active already.`) : bringBack(world, person)
  }
  return person.active ? letGo(world, person) : impossible(`${person.displayName} has left already.`)
}

function personOf(world: World, id: string): Person {
  const found = world.users.get(id)
  if (!found) throw new AppError('not_found', { what: 'person of the demo', id })
  return found.person
}

function departmentOf({ provider }: World, name: string): Department {
  const found = planOf(provider).departments.find((department) => department.name === name)
  if (!found) throw new AppError('not_found', { what: 'department of the demo', id: name })
  return found
}

function impossible(detail: string): never {
  throw new AppError('invalid_request', { detail })
}
