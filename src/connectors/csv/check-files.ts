import type { CheckFinding, CheckReport, SourcePage } from '../connector.ts'
import type { CsvSettings } from './settings.ts'
import type { Snapshot } from './snapshot.ts'

// Of problems that all have the same reason a few are enough.
const mostProblems = 5

/** What was seen of the files so far. */
type Tally = {
  users: number
  readonly groupIds: Set<string>
  /** Memberships of groups that the file of the groups does not have. */
  elsewhere: number
  readonly problems: CheckFinding[]
  user: CheckReport['users']['sample']
  group: CheckReport['groups']['sample']
}

/** Reads all pages of the files, and says what is in them and what is wrong. */
export async function checkFiles(
  files: Snapshot,
  settings: CsvSettings,
  pages: AsyncIterable<SourcePage>,
): Promise<CheckReport> {
  const tally: Tally = { users: 0, groupIds: new Set(), elsewhere: 0, problems: [], user: null, group: null }
  for await (const page of pages) addPage(tally, page)
  const findings = [countOf(settings.users_file, tally.users), ...tally.problems]
  if (!files.groups) findings.push(absent(settings.groups_file, 'groups'))
  if (!files.memberships) findings.push(absent(settings.memberships_file, 'memberships'))
  if (files.groups && tally.elsewhere > 0) findings.push(groupsUnknown(settings, tally.elsewhere))
  return {
    findings,
    users: { count: tally.users, isAtLeast: false, sample: tally.user },
    groups: { count: tally.groupIds.size, isAtLeast: false, sample: tally.group },
    missing: [],
  }
}

function addPage(tally: Tally, { users = [], groups = [], members = [], unreadable = [] }: SourcePage): void {
  tally.users += users.length
  tally.user ??= users[0] ?? null
  for (const { id } of groups) tally.groupIds.add(id)
  tally.group ??= groups[0] ?? null
  for (const { groupId, memberIds } of members) if (!tally.groupIds.has(groupId)) tally.elsewhere += memberIds.length
  const left = mostProblems - tally.problems.length
  tally.problems.push(...unreadable.slice(0, left).map(({ code, text }) => ({ code, level: 'warning', text }) as const))
}

/** What is said of a file without one person: nobody has a company without people. */
export function nobodyIn(name: string): string {
  return `"${name}" has a header at the most, and nobody in it. Export it anew; until then nothing is changed.`
}

function countOf(name: string, users: number): CheckFinding {
  if (users === 0) return { code: 'no_users', level: 'error', text: nobodyIn(name) }
  return { code: 'files_read', level: 'ok', text: `"${name}" was read to its end, with ${users} people.` }
}

function absent(name: string, what: string): CheckFinding {
  return { code: 'file_absent', level: 'warning', text: `There is no "${name}": the directory has no ${what}.` }
}

function groupsUnknown({ memberships_file, groups_file }: CsvSettings, count: number): CheckFinding {
  const text = `${count} rows of "${memberships_file}" name groups that "${groups_file}" does not have. Name groups by their ids there, too.`
  return { code: 'group_unknown', level: 'warning', text }
}
