import { Button, Paper, Progress, Stack, Text, Title, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import type { SyncGuard } from '../../shared/api-types.ts'
import { formatNumber } from '../../shared/format.ts'
import classes from './removal-sums.module.css'
import type { RunSearch } from './runs-search.ts'
import { strings } from './strings.en.ts'

const words = strings.removals

type RemovalSumsProps = {
  readonly guard: SyncGuard
  readonly search: RunSearch
  readonly onSearch: (search: RunSearch) => void
}

/** The people of a run's removals by department and by group: a click shows only these. */
export function RemovalSums({ guard, search, onSearch }: RemovalSumsProps) {
  const departments = guard.departments.map(({ name, count }) => ({
    id: name ?? '',
    name: name ?? words.noDepartment,
    count,
    of: null,
  }))
  const groups = guard.groups.map(({ id, name, count, member_count: of }) => ({ id, name, count, of }))
  return (
    <Stack gap="md">
      <Sums
        title={words.byDepartment}
        sums={departments}
        chosen={search.department}
        onChoose={(department) => onSearch({ department })}
      />
      <Sums title={words.byGroup} sums={groups} chosen={search.group} onChoose={(group) => onSearch({ group })} />
    </Stack>
  )
}

type Sum = { readonly id: string; readonly name: string; readonly count: number; readonly of: number | null }

type SumsProps = {
  readonly title: string
  readonly sums: readonly Sum[]
  readonly chosen: string | undefined
  readonly onChoose: (id: string | undefined) => void
}

const shownAtFirst = 8

function Sums({ title, sums, chosen, onChoose }: SumsProps) {
  const [isWhole, setWhole] = useState(false)
  if (sums.length === 0) return null
  const most = Math.max(...sums.map(({ count }) => count))
  const shown = isWhole ? sums : sums.slice(0, shownAtFirst)
  return (
    <Paper component="section" withBorder p="md" aria-label={title}>
      <Title order={3} fz="sm" mb="sm">
        {title}
      </Title>
      <Stack gap={6}>
        {shown.map((sum) => (
          <SumRow
            key={sum.id}
            sum={sum}
            share={sum.count / (sum.of ?? most)}
            isChosen={chosen === sum.id}
            onChoose={() => onChoose(chosen === sum.id ? undefined : sum.id)}
          />
        ))}
      </Stack>
      {sums.length > shown.length && (
        <Button size="compact-xs" variant="subtle" color="gray" mt="xs" onClick={() => setWhole(true)}>
          {words.more(sums.length - shown.length)}
        </Button>
      )}
    </Paper>
  )
}

type SumRowProps = {
  readonly sum: Sum
  readonly share: number
  readonly isChosen: boolean
  readonly onChoose: () => void
}

function SumRow({ sum: { name, count, of }, share, isChosen, onChoose }: SumRowProps) {
  const number = of === null ? formatNumber(count) : words.ofMembers(count, of)
  return (
    <UnstyledButton
      className={classes.sum}
      aria-pressed={isChosen}
      aria-label={`${words.onlyThese(name)}: ${number}`}
      onClick={onChoose}
    >
      <span className={classes.words}>
        <Text span size="sm" truncate>
          {name}
        </Text>
        <Text span size="sm" c="dimmed" style={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>
          {number}
        </Text>
      </span>
      <Progress.Root size={4} aria-hidden>
        <Progress.Section value={Math.round(share * 100)} color="orange" aria-hidden />
      </Progress.Root>
    </UnstyledButton>
  )
}
