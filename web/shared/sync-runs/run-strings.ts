import type { SyncRun } from '../api-types.ts'
import type { CountedText } from '../counted-text.ts'
import type { EmptyStateProps } from '../empty-state.tsx'

/** What lists and progress of runs say. */
export type RunStrings = {
  readonly runs: string
  readonly columns: Readonly<
    Record<
      | 'started'
      | 'directory'
      | 'organization'
      | 'state'
      | 'kind'
      | 'trigger'
      | 'changes'
      | 'records'
      | 'duration'
      | 'problems'
      | 'waited',
      string
    >
  >
  readonly kinds: Readonly<Record<SyncRun['kind'], string>>
  readonly triggers: Readonly<Record<SyncRun['trigger'], string>>
  readonly phases: Readonly<Record<'listing' | 'sweep' | 'references' | 'guard' | 'removals', string>>
  readonly progress: string
  readonly notStarted: string
  readonly noChanges: string
  /** In the order of importance: people, groups, memberships. */
  readonly created: CountedText
  readonly updated: CountedText
  readonly removed: CountedText
  readonly groups: CountedText
  readonly memberships: CountedText
  readonly held: CountedText
  readonly problems: CountedText
  readonly records: CountedText
  readonly ofRecords: (seen: string, expected: string) => string
  readonly perSecond: CountedText
  readonly timeLeft: (time: string) => string
  readonly empty: EmptyStateProps & { readonly text: string }
}
