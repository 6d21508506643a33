import { Button, Group, Paper, Text } from '@mantine/core'
import { useState } from 'react'
import { counted } from './counted-text.ts'
import type { BulkAction } from './list-table-types.ts'
import { useSharedStrings } from './shared-strings.tsx'

type BulkBarProps<Row> = {
  readonly rows: readonly Row[]
  readonly actions: readonly BulkAction<Row>[]
  readonly onClear: () => void
}

/** Stands in the place of the bar while rows are selected: how many, and what can be done to them. */
export function BulkBar<Row>({ rows, actions, onClear }: BulkBarProps<Row>) {
  const { list, locale } = useSharedStrings()
  const [busy, setBusy] = useState<string | null>(null)
  const run = async (action: BulkAction<Row>) => {
    setBusy(action.label)
    try {
      await action.onRun(rows)
    } finally {
      setBusy(null)
    }
  }
  return (
    <Paper withBorder px="md" py={5} bg="var(--mantine-primary-color-light)">
      <Group justify="space-between" gap="sm">
        <Text size="sm" fw={600} role="status">
          {counted(list.selected, rows.length, locale)}
        </Text>
        <Group gap="xs">
          {actions.map((action) => (
            <Button
              key={action.label}
              size="xs"
              variant="default"
              leftSection={action.icon}
              c={action.isDangerous ? 'var(--mantine-color-error)' : undefined}
              disabled={action.isDisabled || busy !== null}
              loading={busy === action.label}
              onClick={() => run(action)}
            >
              {`${action.label} (${new Intl.NumberFormat(locale).format(rows.length)})`}
            </Button>
          ))}
          <Button size="xs" variant="subtle" color="gray" onClick={onClear}>
            {list.clearSelection}
          </Button>
        </Group>
      </Group>
    </Paper>
  )
}
