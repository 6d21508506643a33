import type { Step } from './happening.ts'
import type { ProviderClient } from './provider-client.ts'
import { asMembers, managerFinder, type World } from './world.ts'

/** Pushes one step to the server as the provider would, and then notes it in the world. */
export async function performStep(step: Step, world: World, client: ProviderClient): Promise<void> {
  if (step.kind === 'create') return create(step.person, world, client)
  if (step.kind === 'members') return changeMembers(step, world, client)
  const { externalId } = step.kind === 'update' ? step.before : step.person
  const user = world.users.get(externalId)
  if (!user) return
  if (step.kind === 'update') {
    await client.updateUser(user.id, { before: step.before, after: step.after, managerOf: managerFinder(world) })
    world.users.set(externalId, { id: user.id, person: step.after })
    return
  }
  await client.setActive(user.id, step.active)
  world.users.set(externalId, { id: user.id, person: { ...user.person, active: step.active } })
}

async function create(
  person: Extract<Step, { kind: 'create' }>['person'],
  world: World,
  client: ProviderClient,
): Promise<void> {
  const id = (await client.findUser(person.userName)) ?? (await client.createUser(person, managerFinder(world)))
  world.users.set(person.externalId, { id, person })
}

async function changeMembers(
  step: Extract<Step, { kind: 'members' }>,
  world: World,
  client: ProviderClient,
): Promise<void> {
  const group = world.groups.get(step.group)
  if (!group) return
  const change = { add: asMembers(world, step.add), remove: asMembers(world, step.remove) }
  await client.changeMembers({ id: group.id, name: group.displayName }, change)
  for (const externalId of step.remove) group.members.delete(externalId)
  for (const externalId of step.add) group.members.add(externalId)
}
