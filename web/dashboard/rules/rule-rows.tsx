import { ActionIcon, Button, Group, NativeSelect, Paper, Stack, Text } from '@mantine/core'
import { IconListTree, IconPlus, IconX } from '@tabler/icons-react'
import type { RuleVocabulary } from '../../shared/api-types.ts'
import { type BuilderRow, emptyBuilder, isGroup, type RuleRows } from './builder-types.ts'
import { RuleRow } from './rule-row.tsx'
import { strings } from './strings.en.ts'

const words = strings.builder
const deepest = 4

export type RowsProps = {
  readonly organization: string
  readonly vocabulary: RuleVocabulary | undefined
  readonly builder: RuleRows
  readonly onChange: (builder: RuleRows) => void
}

/** A rule as rows: an attribute, a comparison and a value each, and groups of rows within. */
export function RuleRowsEditor(props: RowsProps) {
  return <Rows {...props} depth={1} onRemove={null} />
}

type NestedProps = RowsProps & { readonly depth: number; readonly onRemove: (() => void) | null }

function Rows({ builder, onChange, depth, onRemove, ...rest }: NestedProps) {
  const { rows, match } = builder
  const put = (next: readonly (BuilderRow | RuleRows)[]) => onChange({ match, rows: next })
  const change = (index: number, row: BuilderRow | RuleRows) => put(rows.with(index, row))
  const remove = (index: number) => {
    const next = rows.toSpliced(index, 1)
    if (next.length > 0) put(next)
    else if (onRemove) onRemove()
    else onChange(emptyBuilder)
  }
  return (
    <Stack gap="sm" role="group" aria-label={depth === 1 ? strings.rule : words.group}>
      <Group gap="xs">
        <Text size="sm">{words.takes}</Text>
        <NativeSelect
          size="xs"
          aria-label={words.match}
          value={match}
          data={[
            { value: 'all', label: words.all },
            { value: 'any', label: words.any },
          ]}
          onChange={(event) => onChange({ match: event.currentTarget.value as RuleRows['match'], rows })}
        />
        {onRemove && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={words.removeGroup}
            onClick={onRemove}
            ml="auto"
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        )}
      </Group>
      {rows.map((row, index) => (
        // Rows have no names: which is which is told by where it stands.
        <RowOrGroup
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          key={index}
          {...rest}
          row={row}
          number={index + 1}
          depth={depth}
          onChange={(next) => change(index, next)}
          onRemove={() => remove(index)}
        />
      ))}
      <Group gap="xs">
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => put([...rows, ...emptyBuilder.rows])}
        >
          {words.addRow}
        </Button>
        {depth < deepest && (
          <Button
            size="xs"
            variant="subtle"
            leftSection={<IconListTree size={14} aria-hidden />}
            onClick={() => put([...rows, { ...emptyBuilder, match: match === 'all' ? 'any' : 'all' }])}
          >
            {words.addGroup}
          </Button>
        )}
      </Group>
    </Stack>
  )
}

type RowOrGroupProps = Omit<RowsProps, 'builder' | 'onChange'> & {
  readonly row: BuilderRow | RuleRows
  readonly number: number
  readonly depth: number
  readonly onChange: (row: BuilderRow | RuleRows) => void
  readonly onRemove: () => void
}

function RowOrGroup({ row, number, depth, onRemove, ...rest }: RowOrGroupProps) {
  if (!isGroup(row)) return <RuleRow {...rest} row={row} number={number} onRemove={onRemove} />
  return (
    <Paper withBorder p="sm" ml="md">
      <Rows {...rest} builder={row} depth={depth + 1} onRemove={onRemove} />
    </Paper>
  )
}
