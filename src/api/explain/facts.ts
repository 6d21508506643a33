import type { DeletedUser } from '../../model/deleted-user.ts'
import type { JsonObject } from '../../model/json.ts'
import type { StoredScimRequest } from '../../model/scim-request.ts'
import type { SourceUser } from '../../model/source-record.ts'
import type { StagedRemoval, SyncRun } from '../../model/sync-run.ts'
import type { DirectoryWithTotals } from '../../store/directories.ts'
import type { GroupAbove } from '../../store/groups-above.ts'
import type { PersonProblem, PersonRecord, UserAsReceived } from '../../store/read-person.ts'
import type { CompiledMapping } from '../../sync/mapping/compile-mapping.ts'
import type { NoticeCode, StepCode, StepName } from '../objects/explanation.ts'
import type { OpenedConnection } from '../sync/open-connection.ts'

/** What is known of a person and the directory, from which the five steps are told. */
export type Facts = {
  readonly directory: DirectoryWithTotals
  /** How Muster reads the source; null where it pushes SCIM. */
  readonly pulled: Pulled | null
  /** The source's own id of the person, where one is known. */
  readonly sourceId: string | null
  readonly user: UserAsReceived | null
  readonly deleted: DeletedUser | null
  readonly record: PersonRecord | null
  readonly problems: readonly PersonProblem[]
  readonly removals: readonly StagedRemoval[]
  readonly requests: readonly StoredScimRequest[]
  readonly groups: readonly GroupAbove[]
  /** What the source said just now; null where it was not asked. */
  readonly fresh: FreshLook | null
}

/** How Muster reads the source of a directory, and the runs that tell how it goes. */
export type Pulled = OpenedConnection & {
  readonly mapping: CompiledMapping
  readonly openRun: SyncRun | null
  readonly lastRun: SyncRun | null
}

/** A look at the source: the person as it is there now, or null. `isInScopeGroup`: a member of a group of the scope. */
export type FreshLook = { readonly user: SourceUser | null; readonly isInScopeGroup: boolean; readonly at: Date }

/** What a step found: its words are made of the code and the facts. */
export type StepFinding = {
  readonly name: StepName
  readonly state: 'ok' | 'not_ok' | 'unknown'
  readonly code: StepCode
  readonly facts?: JsonObject
  readonly at?: Date | null
}

/** Something that holds for the whole directory. */
export type NoticeFinding = { readonly code: NoticeCode; readonly facts: JsonObject }

/** The kinds of problems of a record, by the step at which each keeps it. */
export type ProblemKind = 'source' | 'scope' | 'mapping' | 'directory'

/** At which step a problem keeps a record: mappings and scopes name their target after a colon, and of what cannot be read nothing is kept. */
export function kindOf({ problem, attributes }: PersonProblem): ProblemKind {
  if (problem.code.startsWith('scope_undecided')) return 'scope'
  if (problem.code.includes(':')) return 'mapping'
  return attributes === null ? 'source' : 'directory'
}

/** The problems that keep a record at a step. */
export function problemsAt({ problems }: Pick<Facts, 'problems'>, kind: ProblemKind): PersonProblem[] {
  return problems.filter((problem) => kindOf(problem) === kind)
}
