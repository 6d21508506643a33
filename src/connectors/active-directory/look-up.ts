import type { Entry, Filter } from 'ldapts'
import type { SourceGroup, SourceUser } from '../../model/source-record.ts'
import { ExtendedNames } from '../ldap-protocol/controls.ts'
import { allOf, anyOf, contains, equals, extensible } from '../ldap-protocol/filters.ts'
import { groupMissing } from '../ldap-protocol/group-missing.ts'
import { type Controller, connectController } from './controller.ts'
import { parseExtendedName } from './extended-name.ts'
import { entryId, groupAttributes, readGroup } from './read-group.ts'
import { readUserPage } from './read-user-page.ts'
import { createdWindows, groupNumber, type Reading, readByIds } from './reading.ts'

/** LDAP_MATCHING_RULE_IN_CHAIN: memberships of any depth, also in a circle (MS-ADTS 3.1.1.3.4.4.3). */
const inChain = '1.2.840.113556.1.4.1941'

/** Finds users by a part of a name, a login or an address, by what Active Directory takes for that (ambiguous name resolution). */
export async function findUsers(
  reading: Reading,
  { text, limit }: { readonly text: string; readonly limit: number },
  signal: AbortSignal,
): Promise<readonly SourceUser[]> {
  await using controller = await connectController(reading.settings, reading.tools, { signal })
  const { bases, filter } = controller.users
  const wanted = text.trim() === '' ? null : anyOf([equals('anr', text.trim()), equals('mail', text.trim())])
  const found: Entry[] = []
  for (const base of bases) {
    const search = { base, filter: allOf(filter, wanted), attributes: reading.attributes.asked, binary: ['objectGUID'] }
    const left = limit - found.length
    if (left > 0)
      found.push(...(await controller.connection.search({ ...search, controls: [new ExtendedNames()] }, left)))
  }
  return readUserPage(found.slice(0, limit), reading).users
}

/** Finds groups by a part of their name. */
export async function findGroups(
  reading: Reading,
  { text, limit }: { readonly text: string; readonly limit: number },
  signal: AbortSignal,
): Promise<readonly SourceGroup[]> {
  await using controller = await connectController(reading.settings, reading.tools, { signal })
  const { bases, filter } = controller.groups
  const wanted = text.trim() === '' ? null : contains('cn', text.trim())
  const found: Entry[] = []
  for (const base of bases) {
    const search = { base, filter: allOf(filter, wanted), attributes: groupAttributes, binary: ['objectGUID'] }
    const left = limit - found.length
    if (left > 0)
      found.push(...(await controller.connection.search({ ...search, controls: [new ExtendedNames()] }, left)))
  }
  return found.slice(0, limit).map(readGroup)
}

/** The ids of all users in a group and in the groups within it, also by their primary group. */
export async function* membersOf(
  reading: Reading,
  groupId: string,
  signal: AbortSignal,
): AsyncGenerator<readonly string[]> {
  await using controller = await connectController(reading.settings, reading.tools, { signal })
  const domain = { bases: [controller.domain], filter: controller.groups.filter }
  const [group] = await readByIds(controller, domain, { ids: [groupId], attributes: ['objectGUID', 'objectSid'] })
  if (!group) throw groupMissing(groupId)
  const isWithin = extensible('memberOf', inChain, parseExtendedName(group.dn).name)
  const numbers = [group, ...(await groupsWithin(controller, isWithin))]
    .map(groupNumber)
    .filter((number) => number !== null)
  const isMember = anyOf([isWithin, ...numbers.map((number) => equals('primaryGroupID', String(number)))])
  const { bases, filter } = controller.users
  const searched = { bases, filter: allOf(filter, isMember) }
  for await (const { entries } of createdWindows(controller, searched, { attributes: ['objectGUID'] })) {
    if (entries.length > 0) yield entries.map(entryId)
  }
}

async function groupsWithin(controller: Controller, isWithin: Filter): Promise<readonly Entry[]> {
  const found: Entry[] = []
  const filter = allOf(equals('objectCategory', 'group'), isWithin)
  const searched = { bases: [controller.domain], filter }
  for await (const { entries } of createdWindows(controller, searched, { attributes: ['objectSid'] }))
    found.push(...entries)
  return found
}
