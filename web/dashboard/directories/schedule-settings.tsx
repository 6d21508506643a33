import { Button, Group, NumberInput, Stack, Switch, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ApiError } from '../../shared/api-client.ts'
import type { Connection } from '../../shared/api-types.ts'
import { useMay } from '../session.ts'
import { SettingsSection } from './settings-section.tsx'
import { strings } from './strings.en.ts'
import { useConnectionChange } from './use-connection-change.ts'

const words = strings.settings

/** When a directory is read by itself. */
export function ScheduleSettings({ connection }: { readonly connection: Connection }) {
  const mayWrite = useMay('connections:write')
  const [schedule, setSchedule] = useState(connection.schedule)
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({})
  const { change, isBusy } = useConnectionChange(connection.directory_id)
  const set = (part: Partial<typeof schedule>) => setSchedule((before) => ({ ...before, ...part }))
  const submit = async () => {
    const changed = await change({ schedule })
    setErrors(!changed.isDone && changed.error instanceof ApiError ? changed.error.fields : {})
  }
  return (
    <SettingsSection title={words.schedule}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <Stack gap="md">
          <Switch
            label={words.scheduleOn}
            checked={schedule.is_enabled}
            disabled={!mayWrite}
            onChange={(event) => set({ is_enabled: event.currentTarget.checked })}
          />
          <Group grow align="flex-start">
            <NumberInput
              label={words.interval}
              description={words.intervalHint}
              min={1}
              max={10_080}
              allowDecimal={false}
              value={schedule.interval_minutes}
              error={errors['schedule.interval_minutes']}
              disabled={!mayWrite || !schedule.is_enabled}
              onChange={(minutes) => set({ interval_minutes: Number(minutes) })}
            />
            <TextInput
              label={words.fullCron}
              description={words.fullCronHint}
              value={schedule.full_cron}
              error={errors['schedule.full_cron']}
              disabled={!mayWrite || !schedule.is_enabled}
              onChange={(event) => set({ full_cron: event.currentTarget.value })}
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
