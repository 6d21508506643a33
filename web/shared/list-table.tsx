import { Stack } from '@mantine/core'
import { useRef } from 'react'
import { ListBody } from './list-body.tsx'
import { BulkBar } from './list-bulk-bar.tsx'
import { useColumnChoice } from './list-column-choice.ts'
import { useListKeys } from './list-keys.ts'
import { ListPager } from './list-pager.tsx'
import type { ListTableProps } from './list-table-types.ts'
import { ListToolbar } from './list-toolbar.tsx'

export type {
  BulkAction,
  ListColumn,
  ListCursors,
  ListPageTo,
  ListSort,
  ListTableProps,
} from './list-table-types.ts'

/**
 * A list as all of them are: search, filters, chosen columns, sort, selection with what can be done to many, pages by
 * cursors, and the same keys everywhere.
 */
export function ListTable<Row>(props: ListTableProps<Row>) {
  const { rows = [], rowId, selectedIds = [], onSelect, bulkActions = [], isCompact = false } = props
  const root = useRef<HTMLDivElement>(null)
  const choice = useColumnChoice(props.name, props.columns)
  const selected = rows.filter((row) => selectedIds.includes(rowId(row)))
  const clear = () => onSelect?.([])
  useListKeys(root, { isSelecting: selected.length > 0, onClearSelection: clear })
  return (
    <Stack gap="sm" ref={root} data-list-table={props.name}>
      {selected.length > 0 && bulkActions.length > 0 ? (
        <BulkBar rows={selected} actions={bulkActions} onClear={clear} />
      ) : (
        !isCompact && <ListToolbar list={props} choice={choice} />
      )}
      <ListBody list={props} columns={choice.shown} />
      <ListPager page={props.page} onPage={props.onPage} count={props.count} words={props.pageWords} />
    </Stack>
  )
}
