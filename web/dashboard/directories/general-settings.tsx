import { Button, Group, NumberInput, Select, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Directory } from '../../shared/api-types.ts'
import { useApi } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { useMay } from '../session.ts'
import { SettingsSection } from './settings-section.tsx'
import { strings } from './strings.en.ts'

const words = strings.settings

type Policy = Directory['deprovisioning']['policy']
const policies = Object.entries(words.policies).map(([value, label]) => ({ value, label }))

/** The name of a directory, and what it means when people leave. */
export function GeneralSettings({ directory }: { readonly directory: Directory }) {
  const mayWrite = useMay('directories:write')
  const { draft, set, save, isBusy } = useGeneralDraft(directory)
  const [nameError, setNameError] = useState<string | null>(null)
  const submit = () => {
    if (draft.name.trim() === '') return setNameError(words.nameRequired)
    void save()
  }
  return (
    <SettingsSection title={words.general}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <Stack gap="md">
          <TextInput
            label={words.name}
            value={draft.name}
            maxLength={255}
            error={nameError}
            disabled={!mayWrite}
            onChange={(event) => {
              set({ name: event.currentTarget.value })
              setNameError(null)
            }}
          />
          <Select
            label={words.policy}
            data={policies}
            value={draft.policy}
            allowDeselect={false}
            disabled={!mayWrite}
            onChange={(policy) => set({ policy: policy as Policy })}
          />
          <Group grow align="flex-end">
            {draft.policy === 'delete_after_grace' && (
              <Days
                label={words.graceDays}
                value={draft.graceDays}
                min={1}
                isDisabled={!mayWrite}
                onChange={(graceDays) => set({ graceDays })}
              />
            )}
            <Days
              label={words.restoreDays}
              description={words.restoreHint}
              value={draft.restoreDays}
              min={0}
              isDisabled={!mayWrite}
              onChange={(restoreDays) => set({ restoreDays })}
            />
          </Group>
          {mayWrite && (
            <Group>
              <Button type="submit" loading={isBusy}>
                {words.save}
              </Button>
            </Group>
          )}
        </Stack>
      </form>
    </SettingsSection>
  )
}

type DaysProps = {
  readonly label: string
  readonly description?: string
  readonly value: number
  readonly min: number
  readonly isDisabled: boolean
  readonly onChange: (days: number) => void
}

function Days({ label, description, value, min, isDisabled, onChange }: DaysProps) {
  return (
    <NumberInput
      label={label}
      {...(description && { description })}
      value={value}
      min={min}
      max={365}
      allowDecimal={false}
      disabled={isDisabled}
      onChange={(days) => onChange(Number(days))}
    />
  )
}

function useGeneralDraft({ id, name, deprovisioning }: Directory) {
  const api = useApi()
  const { run, isBusy } = useDeed()
  const { policy, grace_days: graceDays, restore_days: restoreDays } = deprovisioning
  const [draft, setDraft] = useState({ name, policy, graceDays, restoreDays })
  const save = () => {
    const changed = { policy: draft.policy, grace_days: draft.graceDays, restore_days: draft.restoreDays }
    const body = { name: draft.name.trim(), deprovisioning: changed }
    return run(() => api.put('/directories/{id}', { path: { id }, body }), { done: words.saved })
  }
  return { draft, isBusy, save, set: (part: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...part })) }
}
