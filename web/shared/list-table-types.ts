import type { ReactNode } from 'react'
import type { EmptyStateProps } from './empty-state.tsx'

/** A column of a list. */
export type ListColumn<Row> = {
  readonly key: string
  readonly title: string
  readonly render: (row: Row) => ReactNode
  readonly sortable?: boolean
  readonly width?: number | string
  /** Numbers stand at the right and under one another. */
  readonly numeric?: boolean
  /** Long text is cut with an ellipsis; give a `width`, too. */
  readonly ellipsis?: boolean
  /** Not shown until the reader chooses it. */
  readonly defaultHidden?: boolean
  /** Cannot be hidden; the first column never can. */
  readonly fixed?: boolean
}

export type ListSort = { readonly column: string; readonly direction: 'asc' | 'desc' }

/** What can be done with the rows that are selected. The button says how many. */
export type BulkAction<Row> = {
  readonly label: string
  readonly icon?: ReactNode
  readonly isDangerous?: boolean
  readonly isDisabled?: boolean
  readonly onRun: (rows: readonly Row[]) => void | Promise<void>
}

/** The `list_metadata` of an answer: where the pages before and after begin. Newer is `before`, older is `after`. */
export type ListCursors = { readonly before: string | null; readonly after: string | null }

/** The page to go to, as query parameters; empty: the first page. */
export type ListPageTo = { readonly before?: string; readonly after?: string }

export type ListTableProps<Row> = {
  /** Under this name the chosen columns are kept. One name a list. */
  readonly name: string
  /** What the list is, for screen readers: "People". */
  readonly label: string
  /** Undefined as long as they are not loaded. */
  readonly rows: readonly Row[] | undefined
  readonly rowId: (row: Row) => string
  /** What a row is called, for screen readers: the person's name. */
  readonly rowName: (row: Row) => string
  readonly columns: readonly ListColumn<Row>[]
  readonly isLoading: boolean
  readonly error?: unknown
  readonly onRetry?: () => void
  /** Shown when there is nothing at all: what this list is for, and what to do next. */
  readonly empty: EmptyStateProps
  /** Whether filters or a search hide rows: then the empty state offers to clear them. */
  readonly isFiltered?: boolean
  readonly onClearFilters?: () => void
  /** How many there are over all pages; a text where it is an estimate. */
  readonly count?: number | string
  readonly sort?: ListSort
  readonly onSort?: (sort: ListSort) => void
  readonly page?: ListCursors
  readonly onPage?: (to: ListPageTo) => void
  /** Enter or a click. */
  readonly onOpen?: (row: Row) => void
  /** The row that is open in the side panel. */
  readonly openId?: string | null
  readonly selectedIds?: readonly string[]
  readonly onSelect?: (ids: readonly string[]) => void
  readonly bulkActions?: readonly BulkAction<Row>[]
  /** Left of the filters; `/` puts the focus into it. Usually a `SearchField`. */
  readonly search?: ReactNode
  /** Usually `FilterChips`. */
  readonly filters?: ReactNode
  /** At the right of the bar: export, create. */
  readonly actions?: ReactNode
  /** What Newer and Older are called, where rows are not in the order of time. */
  readonly pageWords?: { readonly before: string; readonly after: string }
  /** Lists with few rows beside other things: no bar, no choice of columns. */
  readonly isCompact?: boolean
  /** How high the list may become before it scrolls inside; null: as high as it is. */
  readonly maxHeight?: string | null
}
