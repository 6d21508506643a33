import { Button, Fieldset, Group, Modal, NumberInput, Skeleton, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { Connection, SyncGuard, SyncRun } from '../../shared/api-types.ts'
import { useApi, useApiQuery } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { verdictOf } from './guard-words.ts'
import { strings } from './strings.en.ts'

const words = strings.limits

type Guards = Connection['guards']
type Kind = keyof Guards
const kinds = ['users', 'groups', 'memberships', 'blanked'] as const

export type LimitsDialogProps = {
  readonly run: SyncRun
  readonly guard: SyncGuard
  readonly opened: boolean
  readonly onClose: () => void
}

/** The limits of a directory's guards, with what they would say of the run that waits. */
export function LimitsDialog({ run, guard, opened, onClose }: LimitsDialogProps) {
  const path = { id: run.directory_id }
  const { data } = useApiQuery('/directories/{id}/connection', { path }, { isEnabled: opened })
  return (
    <Modal opened={opened} onClose={onClose} title={words.title} size={560} centered>
      {data ? <LimitsForm run={run} guard={guard} before={data.guards} onDone={onClose} /> : <Skeleton h={240} />}
    </Modal>
  )
}

type LimitsFormProps = Pick<LimitsDialogProps, 'run' | 'guard'> & {
  readonly before: Guards
  readonly onDone: () => void
}

function LimitsForm({ run, guard, before, onDone }: LimitsFormProps) {
  const api = useApi()
  const deed = useDeed()
  const [guards, setGuards] = useState(before)
  const path = { id: run.directory_id }
  const save = async () => {
    const saved = await deed.run(
      async () => {
        await api.put('/directories/{id}/connection', { path, body: { guards } })
        return api.post('/directories/{id}/sync_runs/{run_id}/reevaluate', { path: { ...path, run_id: run.id } })
      },
      { done: words.saved },
    )
    if (saved.isDone) onDone()
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <Stack gap="md">
        <Text size="sm">{words.text}</Text>
        {kinds.map((kind) => (
          <LimitFields
            key={kind}
            kind={kind}
            value={guards[kind]}
            guard={guard}
            onChange={(value) => setGuards({ ...guards, [kind]: value })}
          />
        ))}
        <Group justify="flex-end" gap="xs">
          <Button type="submit" loading={deed.isBusy}>
            {words.save}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

type LimitFieldsProps = {
  readonly kind: Kind
  readonly value: Guards[Kind]
  readonly guard: SyncGuard
  readonly onChange: (value: Guards[Kind]) => void
}

function LimitFields({ kind, value, guard, onChange }: LimitFieldsProps) {
  const found = guard.limits.find((limit) => limit.kind === kind)
  return (
    <Fieldset legend={words.kinds[kind]} p="sm">
      <Group gap="md" align="flex-end">
        <NumberInput
          label={words.percent}
          suffix=" %"
          w={120}
          min={0}
          max={100}
          value={value.percent}
          onChange={(percent) => typeof percent === 'number' && onChange({ ...value, percent })}
        />
        <NumberInput
          label={words.atLeast}
          w={120}
          min={1}
          allowDecimal={false}
          value={value.at_least}
          onChange={(atLeast) => typeof atLeast === 'number' && onChange({ ...value, at_least: atLeast })}
        />
      </Group>
      {found && (
        <Text size="sm" mt="xs" c="dimmed" role="status">
          {sentenceOf(found, value)}
        </Text>
      )}
    </Fieldset>
  )
}

function sentenceOf(found: SyncGuard['limits'][number], value: Guards[Kind]): string {
  const { removals, total, what } = found
  const now = `${removals} of ${total} ${what} (${strings.guard.share(removals, total)})`
  const verdict = verdictOf(found, value)
  if (verdict === 'empties') return words.wouldEmpty(now)
  return verdict === 'held' ? words.wouldHold(now) : words.wouldPass(now)
}
