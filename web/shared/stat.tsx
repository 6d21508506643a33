import { Paper, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'

export type StatProps = {
  readonly label: string
  readonly value: ReactNode
  /** What it is compared with, or why it is so. */
  readonly hint?: ReactNode
  /** Where there are more than one, the one that asks for something. */
  readonly tone?: 'plain' | 'attention' | 'bad'
  readonly isBare?: boolean
}

const colors = { plain: undefined, attention: 'orange', bad: 'red' } as const

/** A number with its name. Inside a `<dl>` it is read as one. */
export function Stat({ label, value, hint, tone = 'plain', isBare = false }: StatProps) {
  const color = colors[tone]
  const content = (
    <Stack gap={2}>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text
        fz={24}
        fw={600}
        lh={1.2}
        style={{
          fontVariantNumeric: 'tabular-nums',
          ...(color && { color: `light-dark(var(--mantine-color-${color}-9), var(--mantine-color-${color}-3))` }),
        }}
      >
        {value}
      </Text>
      {hint && (
        <Text component="div" size="xs" c="dimmed">
          {hint}
        </Text>
      )}
    </Stack>
  )
  return isBare ? (
    content
  ) : (
    <Paper withBorder p="md">
      {content}
    </Paper>
  )
}
