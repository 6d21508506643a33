import { Group, List, Loader, Text, ThemeIcon } from '@mantine/core'
import { useReducedMotion } from '@mantine/hooks'
import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react'
import { type ReactNode, useEffect, useState } from 'react'

/** One thing that was looked at; `busy`: it is being looked at. */
export type Check = {
  readonly key: string
  readonly level: 'ok' | 'warning' | 'error' | 'busy'
  readonly text: ReactNode
  /** The name by which documents know it. */
  readonly code?: string
}

export type CheckListProps = {
  readonly label: string
  readonly checks: readonly Check[]
  /** What the levels are called, for who does not see the icons. */
  readonly levels: Readonly<Record<Check['level'], string>>
  /** Shows them one by one, in the order in which they were looked at. */
  readonly oneByOne?: boolean
}

const looks = {
  ok: { color: 'green', Icon: IconCheck },
  warning: { color: 'orange', Icon: IconAlertTriangle },
  error: { color: 'red', Icon: IconX },
} as const

const stepMs = 220

/** Findings, each with its mark. They are said as they appear. */
export function CheckList({ label, checks, levels, oneByOne = false }: CheckListProps) {
  const shown = useCountUp(checks.length, oneByOne)
  return (
    <List listStyleType="none" spacing="sm" aria-label={label} aria-live="polite">
      {checks.slice(0, shown).map(({ key, level, text, code }) => (
        <List.Item key={key} styles={{ itemWrapper: { width: '100%' }, itemLabel: { width: '100%' } }}>
          <Group gap="sm" wrap="nowrap" align="flex-start">
            <Mark level={level} label={levels[level]} />
            <div>
              <Text component="div" size="sm" lh="24px">
                {text}
              </Text>
              {code && (
                <Text size="xs" c="dimmed" ff="monospace">
                  {code}
                </Text>
              )}
            </div>
          </Group>
        </List.Item>
      ))}
    </List>
  )
}

function Mark({ level, label }: { readonly level: Check['level']; readonly label: string }) {
  if (level === 'busy') return <Loader size={24} aria-label={label} role="img" />
  const { color, Icon } = looks[level]
  return (
    <ThemeIcon color={color} variant="light" radius="xl" size={24} role="img" aria-label={label}>
      <Icon size={15} aria-hidden />
    </ThemeIcon>
  )
}

function useCountUp(count: number, oneByOne: boolean): number {
  const isStill = useReducedMotion()
  const [shown, setShown] = useState(oneByOne ? 0 : count)
  const counts = oneByOne && !isStill
  useEffect(() => {
    if (!counts || shown >= count) return
    const timer = setTimeout(() => setShown(shown + 1), stepMs)
    return () => clearTimeout(timer)
  }, [counts, shown, count])
  return counts ? Math.min(shown, count) : count
}
