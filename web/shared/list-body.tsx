import { Button, Checkbox, Paper, Table } from '@mantine/core'
import { EmptyState } from './empty-state.tsx'
import { ErrorNotice } from './error-notice.tsx'
import { ListHead } from './list-head.tsx'
import { ListRow } from './list-row.tsx'
import { ListSkeleton } from './list-skeleton.tsx'
import classes from './list-table.module.css'
import type { ListColumn, ListTableProps } from './list-table-types.ts'
import { useSharedStrings } from './shared-strings.tsx'

export type ListBodyProps<Row> = { readonly list: ListTableProps<Row>; readonly columns: readonly ListColumn<Row>[] }

/** The rows, or what is in their place: a skeleton, an error, what to do when there are none. */
export function ListBody<Row>({ list, columns }: ListBodyProps<Row>) {
  const strings = useSharedStrings().list
  const { rows, error, onRetry } = list
  if (error !== undefined && error !== null) {
    return <ErrorNotice error={error} title={strings.failed} {...(onRetry && { onRetry })} />
  }
  if (rows === undefined) return <ListSkeleton label={strings.loading} columns={columns} />
  return rows.length === 0 ? <NoRows list={list} /> : <Rows list={list} columns={columns} rows={rows} />
}

function NoRows<Row>({ list }: { readonly list: ListTableProps<Row> }) {
  const strings = useSharedStrings().list
  const { isFiltered = false, onClearFilters, empty } = list
  const clear = onClearFilters && (
    <Button variant="default" size="xs" onClick={onClearFilters}>
      {strings.clearFilters}
    </Button>
  )
  return (
    <Paper withBorder>
      {isFiltered ? (
        <EmptyState title={strings.nothingFits} text={strings.nothingFitsText} action={clear} />
      ) : (
        <EmptyState {...empty} />
      )}
    </Paper>
  )
}

type RowsProps<Row> = ListBodyProps<Row> & { readonly rows: readonly Row[] }

function Rows<Row>({ list, columns, rows }: RowsProps<Row>) {
  const { rowId, selectedIds = [], onSelect, maxHeight = 'max(420px, calc(100dvh - 260px))' } = list
  const ids = rows.map(rowId)
  const selectedHere = ids.filter((id) => selectedIds.includes(id))
  const toggle = (id: string) =>
    onSelect?.(selectedIds.includes(id) ? selectedIds.filter((other) => other !== id) : [...selectedIds, id])
  const others = selectedIds.filter((id) => !ids.includes(id))
  const all = onSelect && (
    <SelectAll
      isAll={selectedHere.length === ids.length}
      isSome={selectedHere.length > 0}
      onChange={(isOn) => onSelect(isOn ? [...others, ...ids] : others)}
    />
  )
  return (
    <Paper withBorder className={classes.frame} aria-busy={list.isLoading}>
      <div className={classes.scroll} style={maxHeight === null ? undefined : { maxHeight }}>
        <Table
          className={classes.table}
          highlightOnHover
          verticalSpacing={8}
          horizontalSpacing="md"
          aria-label={list.label}
        >
          <ListHead columns={columns} sort={list.sort} onSort={list.onSort} selectAll={all} />
          <Table.Tbody>
            {rows.map((row, index) => (
              <ListRow
                key={rowId(row)}
                row={row}
                list={list}
                columns={columns}
                isFirst={index === 0}
                isSelected={selectedIds.includes(rowId(row))}
                onToggle={onSelect && toggle}
              />
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </Paper>
  )
}

type SelectAllProps = {
  readonly isAll: boolean
  readonly isSome: boolean
  readonly onChange: (isOn: boolean) => void
}

function SelectAll({ isAll, isSome, onChange }: SelectAllProps) {
  return (
    <Checkbox
      size="xs"
      aria-label={useSharedStrings().list.selectAll}
      checked={isAll}
      indeterminate={isSome && !isAll}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  )
}
