import { createContext, type ReactNode, use } from 'react'
import type { CountedText } from './counted-text.ts'
import type { StateName } from './states.ts'
import { sharedEn } from './strings.en.ts'

type Named = (name: string) => string

/** What the shared parts say. A language is one object of this type. */
export type SharedStrings = {
  /** The language, for `Intl`. */
  readonly locale: string
  readonly copy: string
  readonly copyNamed: Named
  readonly copied: string
  readonly show: string
  readonly hide: string
  readonly showNamed: Named
  readonly hideNamed: Named
  readonly shownOnce: string
  readonly close: string
  readonly cancel: string
  readonly save: string
  readonly saving: string
  readonly retry: string
  readonly optional: string
  readonly yes: string
  readonly no: string
  readonly never: string
  readonly none: string
  readonly openFullPage: string
  readonly list: ListStrings
  readonly live: Readonly<Record<'live' | 'connecting' | 'reconnecting' | 'closed', string>>
  readonly error: Readonly<Record<'title' | 'code' | 'requestId' | 'unknown' | 'offline', string>>
  readonly confirm: { readonly typeToConfirm: Named; readonly andMore: CountedText; readonly cannotBeUndone: string }
  readonly form: FormStrings
  readonly json: {
    readonly expandAll: string
    readonly collapseAll: string
    readonly items: CountedText
    readonly fields: CountedText
    readonly label: string
    readonly more: CountedText
  }
  readonly diff: Readonly<
    Record<'attribute' | 'before' | 'after' | 'change' | 'added' | 'removed' | 'changed' | 'nothing' | 'empty', string>
  >
  readonly time: { readonly now: string }
  readonly progress: Readonly<Record<'done' | 'now' | 'failed' | 'next' | 'held', string>>
  readonly states: Readonly<Record<StateName, string>>
}

type ListStrings = {
  readonly search: string
  readonly searchHint: string
  readonly clearSearch: string
  readonly columns: string
  readonly columnsReset: string
  readonly newer: string
  readonly older: string
  readonly pages: string
  readonly selectRow: Named
  readonly selectAll: string
  readonly selected: CountedText
  readonly clearSelection: string
  readonly count: CountedText
  readonly loading: string
  readonly failed: string
  readonly nothingFits: string
  readonly nothingFitsText: string
  readonly clearFilters: string
  readonly removeFilter: Named
  readonly addFilter: string
  readonly filters: string
  readonly keys: string
}

type FormStrings = {
  readonly required: string
  readonly notANumber: string
  readonly tooSmall: Named
  readonly tooLarge: Named
  readonly keptSecret: string
  readonly listHint: string
  readonly fromFile: string
  readonly more: string
}

const SharedStringsContext = createContext<SharedStrings>(sharedEn)

/** Gives the shared parts below it their language. Without it they speak English. */
export function SharedStringsProvider({
  strings,
  children,
}: {
  readonly strings: SharedStrings
  readonly children: ReactNode
}) {
  return <SharedStringsContext value={strings}>{children}</SharedStringsContext>
}

/** What the shared parts say, in the language of the app. */
export function useSharedStrings(): SharedStrings {
  return use(SharedStringsContext)
}
