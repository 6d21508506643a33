import { Button, Group, Paper, Stack, Title } from '@mantine/core'
import { useState } from 'react'
import type { Plan } from '../../shared/api-types.ts'
import { PlanChangeRow } from './plan-change.tsx'
import { byKind } from './plan-words.ts'
import { strings } from './strings.en.ts'

const words = strings.page
const openedAtOnce = 6

/** The changes of a plan as a tree: kinds, objects, and in each what changes and who enters and leaves. */
export function PlanChanges({ plan }: { readonly plan: Plan }) {
  const { changes } = plan.plan
  const all = changes.map(({ address }) => address)
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(all.length <= openedAtOnce ? all : []))
  const toggle = (address: string) => {
    const next = new Set(open)
    if (!next.delete(address)) next.add(address)
    setOpen(next)
  }
  const isAllOpen = all.every((address) => open.has(address))
  const outcomes = new Map(plan.result?.changes.map((one) => [one.address, one]))
  return (
    <Stack gap="md" component="section" aria-label={words.changes}>
      <Group justify="space-between">
        <Title order={2} fz="md">
          {words.changes}
        </Title>
        <Button size="xs" variant="subtle" onClick={() => setOpen(new Set(isAllOpen ? [] : all))}>
          {isAllOpen ? words.collapseAll : words.expandAll}
        </Button>
      </Group>
      {byKind(changes).map(([kind, ofKind]) => (
        <Paper withBorder key={kind} style={{ overflow: 'hidden' }}>
          <Title order={3} fz="xs" c="dimmed" px={12} py={8}>
            {kind}
          </Title>
          {ofKind.map((change) => (
            <PlanChangeRow
              key={change.address}
              change={change}
              outcome={outcomes.get(change.address) ?? null}
              isOpen={open.has(change.address)}
              onToggle={() => toggle(change.address)}
            />
          ))}
        </Paper>
      ))}
    </Stack>
  )
}
