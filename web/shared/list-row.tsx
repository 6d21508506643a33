import { Checkbox, Table } from '@mantine/core'
import type { KeyboardEvent, MouseEvent } from 'react'
import classes from './list-table.module.css'
import type { ListColumn, ListTableProps } from './list-table-types.ts'
import { useSharedStrings } from './shared-strings.tsx'

type ListRowProps<Row> = {
  readonly row: Row
  readonly list: ListTableProps<Row>
  readonly columns: readonly ListColumn<Row>[]
  /** The row that Tab comes to; `list-keys.ts` moves on from there. */
  readonly isFirst: boolean
  readonly isSelected: boolean
  readonly onToggle: ((id: string) => void) | undefined
}

const ownClicks = 'a, button, input, label, select, textarea, [role="button"]'

/** A row. The whole of it opens what it is about, but for what is a link or a button itself. */
export function ListRow<Row>({ row, list, columns, isFirst, isSelected, onToggle }: ListRowProps<Row>) {
  const strings = useSharedStrings().list
  const { rowId, rowName, onOpen, openId } = list
  const id = rowId(row)
  const open = onOpen && (() => onOpen(row))
  return (
    <Table.Tr
      className={classes.row}
      data-row={id}
      data-selected={isSelected || undefined}
      data-opens={open ? true : undefined}
      aria-current={openId === id ? 'true' : undefined}
      tabIndex={isFirst ? 0 : -1}
      onClick={(event: MouseEvent) => {
        if (open && !isOwnClick(event)) open()
      }}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
        if (event.key === 'Enter') open?.()
        if (event.key === 'x' || event.key === 'X') onToggle?.(id)
      }}
    >
      {onToggle && (
        <Table.Td className={classes.box}>
          <Checkbox
            size="xs"
            tabIndex={-1}
            aria-label={strings.selectRow(rowName(row))}
            checked={isSelected}
            onChange={() => onToggle(id)}
          />
        </Table.Td>
      )}
      {columns.map((column) => (
        <Table.Td
          key={column.key}
          data-numeric={column.numeric || undefined}
          data-ellipsis={column.ellipsis || undefined}
          {...(column.ellipsis && column.width !== undefined && { maw: column.width })}
        >
          {column.render(row)}
        </Table.Td>
      ))}
    </Table.Tr>
  )
}

/** Whether a click was meant for a link or button within the row, or ended the marking of text. */
function isOwnClick({ target, currentTarget }: MouseEvent): boolean {
  if (!(target instanceof Element) || !currentTarget.contains(target)) return true
  return target.closest(ownClicks) !== null || document.getSelection()?.type === 'Range'
}
