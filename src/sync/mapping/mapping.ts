import type { SourceUser } from '../../model/source-record.ts'
import type { UserContent } from '../../model/user.ts'

/** A mapping that is ready to be used: pure, and quick enough for every record of every run. */
export type Mapping = {
  /** Makes the normalised user of a source's record. */
  apply(user: SourceUser): Mapped
}

/** What became of a record. Without a `username` there can be no user: `content` is null and `problems` says why. */
export type Mapped = {
  readonly content: UserContent | null
  /** Targets of which it is unknown what they are (no permission to see them): what is stored stays. */
  readonly unknown: ReadonlySet<string>
  /** Whom the record names as the manager, by source id or alias. */
  readonly manager: string | null
  readonly problems: readonly MappingProblem[]
}

/** Something about one record that is not as it should be, in words for the administrator. */
export type MappingProblem = { readonly target: string; readonly code: string; readonly text: string }
