import { Badge, Table, Text } from '@mantine/core'
import { type DiffKind, type DiffRow, diffRows, valueText } from './diff-rows.ts'
import classes from './diff-view.module.css'
import { useSharedStrings } from './shared-strings.tsx'

export type DiffViewProps = {
  readonly before: Readonly<Record<string, unknown>> | null | undefined
  readonly after: Readonly<Record<string, unknown>> | null | undefined
  /** Also what is the same. */
  readonly isWhole?: boolean
  /** What the table is, for screen readers. */
  readonly label?: string
}

const colors: Readonly<Record<DiffKind, string>> = { added: 'green', removed: 'red', changed: 'blue', same: 'gray' }

/** What changed, an attribute a row: before, after, and a word for it. */
export function DiffView({ before, after, isWhole = false, label }: DiffViewProps) {
  const words = useSharedStrings().diff
  const rows = diffRows(before, after, { isWhole })
  if (rows.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {words.nothing}
      </Text>
    )
  }
  return (
    <Table.ScrollContainer minWidth={420}>
      <Table aria-label={label ?? words.change} className={classes.table} verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.attribute}</Table.Th>
            <Table.Th>{words.before}</Table.Th>
            <Table.Th>{words.after}</Table.Th>
            <Table.Th w={96}>{words.change}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <DiffLine key={row.path} row={row} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function DiffLine({ row: { path, kind, before, after } }: { readonly row: DiffRow }) {
  const words = useSharedStrings().diff
  return (
    <Table.Tr data-kind={kind}>
      <Table.Th scope="row" className={classes.path}>
        {path}
      </Table.Th>
      <Table.Td className={classes.before}>
        <Value value={before} isGone={kind === 'removed' || kind === 'changed'} />
      </Table.Td>
      <Table.Td className={classes.after}>
        <Value value={after} />
      </Table.Td>
      <Table.Td>
        {kind !== 'same' && (
          <Badge variant="light" color={colors[kind]} size="sm" tt="none" fw={500}>
            {words[kind]}
          </Badge>
        )}
      </Table.Td>
    </Table.Tr>
  )
}

function Value({ value, isGone = false }: { readonly value: unknown; readonly isGone?: boolean }) {
  const words = useSharedStrings().diff
  const text = valueText(value)
  if (text === null) {
    return (
      <Text span size="sm" c="dimmed">
        {words.empty}
      </Text>
    )
  }
  return isGone ? <del className={classes.gone}>{text}</del> : <span>{text}</span>
}
