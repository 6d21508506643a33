import { Table, UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './list-table.module.css'
import type { ListColumn, ListSort } from './list-table-types.ts'

type ListHeadProps<Row> = {
  readonly columns: readonly ListColumn<Row>[]
  readonly sort: ListSort | undefined
  readonly onSort: ((sort: ListSort) => void) | undefined
  /** The box that selects all, where rows can be selected. */
  readonly selectAll: ReactNode
}

/** The names of the columns; those that can be sorted by are buttons. */
export function ListHead<Row>({ columns, sort, onSort, selectAll }: ListHeadProps<Row>) {
  return (
    <Table.Thead className={classes.head}>
      <Table.Tr>
        {selectAll && (
          <Table.Th className={classes.box} scope="col">
            {selectAll}
          </Table.Th>
        )}
        {columns.map((column) => (
          <HeadCell key={column.key} column={column} sort={sort} onSort={onSort} />
        ))}
      </Table.Tr>
    </Table.Thead>
  )
}

type HeadCellProps<Row> = Pick<ListHeadProps<Row>, 'sort' | 'onSort'> & { readonly column: ListColumn<Row> }

function HeadCell<Row>({ column, sort, onSort }: HeadCellProps<Row>) {
  const direction = sort?.column === column.key ? sort.direction : null
  const isSortable = column.sortable === true && onSort !== undefined
  const ariaSort = direction === null ? undefined : direction === 'asc' ? 'ascending' : 'descending'
  return (
    <Table.Th
      scope="col"
      {...(column.width !== undefined && { w: column.width })}
      {...(isSortable && { 'aria-sort': ariaSort ?? 'none' })}
      data-numeric={column.numeric || undefined}
    >
      {isSortable ? (
        <UnstyledButton
          className={classes.sort}
          onClick={() => onSort({ column: column.key, direction: direction === 'asc' ? 'desc' : 'asc' })}
        >
          {column.title}
          <SortIcon direction={direction} />
        </UnstyledButton>
      ) : (
        column.title
      )}
    </Table.Th>
  )
}

function SortIcon({ direction }: { readonly direction: ListSort['direction'] | null }) {
  if (direction === null) return <IconArrowsSort size={14} aria-hidden className={classes.unsorted} />
  const Icon = direction === 'asc' ? IconArrowUp : IconArrowDown
  return <Icon size={14} aria-hidden />
}
