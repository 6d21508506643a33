import type { Sequence, SingleCommand, StepResult } from '../directory/commands.ts'
import { AppError, type ErrorCode } from '../errors.ts'
import type { Group, GroupContent, MemberOperation, MemberType } from '../model/group.ts'
import { caseKey, type User, type UserContent } from '../model/user.ts'

/**
 * A directory as plainly as it can be said: a reference for the write path, slow and in memory. Members are the values
 * that name them; what they are follows from who is there.
 */
export type DirectoryModel = {
  readonly users: Map<string, UserContent>
  readonly groups: Map<string, { readonly content: GroupContent; readonly members: Set<string> }>
}

/** Does to the model what a command does. A new record gets `newId` where the command gives none. Throws `AppError`s. */
function applyToModel(model: DirectoryModel, command: SingleCommand, newId: string): void {
  if (command.type === 'create_user') putUser(model, command.id ?? newId, command.content)
  else if (command.type === 'update_user')
    putUser(model, command.id, command.change(found(model.users, command.id, 'user_not_found') as User))
  else if (command.type === 'create_group') {
    const members = new Set(command.memberIds.map((value) => resolve(model, command, value)))
    putGroup(model, command.id ?? newId, { content: command.content, members })
  } else if (command.type === 'update_group') {
    const { content, members } = found(model.groups, command.id, 'group_not_found')
    const after = new Set(members)
    for (const operation of command.members) change(model, after, { operation, naming: command })
    putGroup(model, command.id, { content: command.change(content as Group), members: after })
  } else {
    if (command.type === 'delete_user') found(model.users, command.id, 'user_not_found')
    else found(model.groups, command.id, 'group_not_found')
    forget(model, command.id)
  }
}

/** Does to the model what a sequence does, and says what becomes of each step: `ok`, `not run` or an error's code. */
export function applySequenceToModel(
  model: DirectoryModel,
  sequence: Sequence,
  results: readonly StepResult[],
): string[] {
  const doomed = new Set<number>()
  for (;;) {
    const tried = { users: new Map(model.users), groups: copyOf(model.groups) }
    const words = applyStepsToModel(tried, sequence, { results, doomed })
    const found = sequence.steps.findIndex(
      (step, index) =>
        words[index] === 'ok' && 'command' in step && step.requires?.some((required) => isNotOk(words[required])),
    )
    if (found < 0) {
      replaceAll(model.users, tried.users)
      replaceAll(model.groups, tried.groups)
      return words
    }
    doomed.add(found)
  }
}

function applyStepsToModel(
  model: DirectoryModel,
  { steps, failOnErrors }: Sequence,
  { results, doomed }: { readonly results: readonly StepResult[]; readonly doomed: ReadonlySet<number> },
): string[] {
  const words: string[] = []
  for (const [index, step] of steps.entries()) {
    const failures = words.filter((word) => word !== 'ok').length
    if (failOnErrors !== null && failures >= failOnErrors) words.push('not run')
    else if ('refused' in step) words.push('refused')
    else if (doomed.has(index) || step.requires?.some((required) => isNotOk(words[required])))
      words.push('dependency_failed')
    else words.push(wordOf(() => applyToModel(model, step.command, idMade(results[index]))))
  }
  return words
}

function isNotOk(word: string | undefined): boolean {
  return word !== undefined && word !== 'ok'
}

function copyOf(groups: DirectoryModel['groups']): DirectoryModel['groups'] {
  return new Map([...groups].map(([id, { content, members }]) => [id, { content, members: new Set(members) }]))
}

function replaceAll<T>(map: Map<string, T>, by: ReadonlyMap<string, T>): void {
  map.clear()
  for (const [key, value] of by) map.set(key, value)
}

function wordOf(work: () => void): string {
  try {
    work()
    return 'ok'
  } catch (error) {
    if (error instanceof AppError) return error.code
    throw error
  }
}

/** What the value that names a member stands for. */
export function memberTypeInModel({ users, groups }: DirectoryModel, value: string): MemberType {
  if (users.has(value)) return 'user'
  return groups.has(value) ? 'group' : 'pending'
}

function idMade(result: StepResult | undefined): string {
  if (!result?.ok) return 'none'
  return 'user' in result.result ? result.result.user.id : 'group' in result.result ? result.result.group.id : 'none'
}

function putUser(model: DirectoryModel, id: string, content: UserContent): void {
  for (const [other, { userName }] of model.users)
    if (other !== id && caseKey(userName) === caseKey(content.userName)) throw new AppError('user_name_taken')
  const before = model.users.get(id)
  model.users.set(id, content)
  if (content.externalId !== before?.externalId) arrive(model, id, content.externalId)
}

function putGroup(
  model: DirectoryModel,
  id: string,
  group: { readonly content: GroupContent; readonly members: Set<string> },
): void {
  const { displayName, externalId } = group.content
  for (const [other, { content }] of model.groups)
    if (other !== id && caseKey(content.displayName) === caseKey(displayName)) throw new AppError('group_name_taken')
  const before = model.groups.get(id)
  model.groups.set(id, group)
  if (externalId !== before?.content.externalId) arrive(model, id, externalId)
}

function arrive(model: DirectoryModel, id: string, externalId: string | null): void {
  if (externalId === null) return
  for (const { members } of model.groups.values()) if (members.delete(externalId)) members.add(id)
}

function forget({ users, groups }: DirectoryModel, id: string): void {
  users.delete(id)
  groups.delete(id)
  for (const { members } of groups.values()) members.delete(id)
}

type Naming = { readonly membersByExternalId?: boolean }

function change(
  model: DirectoryModel,
  members: Set<string>,
  { operation, naming }: { operation: MemberOperation; naming: Naming },
): void {
  if (operation.op === 'remove_where') {
    for (const id of members)
      if (operation.matches({ id, type: memberTypeInModel(model, id), display: null })) members.delete(id)
    return
  }
  if (operation.op === 'replace') members.clear()
  for (const value of operation.ids) {
    const id = resolve(model, naming, value)
    members.delete(value)
    members.delete(id)
    if (operation.op !== 'remove') members.add(id)
  }
}

function resolve(model: DirectoryModel, { membersByExternalId }: Naming, value: string): string {
  if (!membersByExternalId || memberTypeInModel(model, value) !== 'pending') return value
  const users = [...model.users].flatMap(([id, { externalId }]) => (externalId === value ? [id] : []))
  const groups = [...model.groups].flatMap(([id, { content }]) => (content.externalId === value ? [id] : []))
  const [first, second] = users.length > 0 ? users : groups
  return first !== undefined && second === undefined ? first : value
}

function found<T>(records: ReadonlyMap<string, T>, id: string, code: ErrorCode): T {
  const record = records.get(id)
  if (!record) throw new AppError(code, { id })
  return record
}
