import { Button, Group, NumberInput, Paper, Stack, Text, Title } from '@mantine/core'
import { IconPlayerPlay } from '@tabler/icons-react'
import { useState } from 'react'
import type { Connection } from '../../shared/api-types.ts'
import { useApi } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { useStrings } from '../language.tsx'
import { PortalLink, useGo } from '../portal-link.tsx'
import { useVisit } from '../portal-session.ts'
import { useKeepProgress } from '../use-set-up.ts'
import { reviewStrings } from './strings.ts'

/** How many people a sync may remove by itself, and the button that starts it. */
export function GuardAndStart({ connection }: { readonly connection: Connection }) {
  const strings = useStrings(reviewStrings)
  const [users, setUsers] = useState(connection.guards.users)
  const start = useStart(connection)
  return (
    <Stack gap="lg">
      <Paper withBorder p="md">
        <Title order={2} fz="md">
          {strings.guard.title}
        </Title>
        <Text size="sm" c="dimmed" mt={4} mb="md">
          {strings.guard.text}
        </Text>
        <Group gap="md" align="flex-end">
          <NumberInput
            label={strings.guard.percent}
            value={users.percent}
            min={0}
            max={100}
            suffix=" %"
            maw={280}
            onChange={(percent) => setUsers({ ...users, percent: Number(percent) || 0 })}
          />
          <NumberInput
            label={strings.guard.atLeast}
            value={users.at_least}
            min={1}
            max={1_000_000}
            allowDecimal={false}
            maw={240}
            onChange={(atLeast) => setUsers({ ...users, at_least: Math.max(1, Number(atLeast) || 1) })}
          />
        </Group>
      </Paper>
      <Group gap="md">
        {connection.schedule.is_enabled ? (
          <>
            <Text size="sm">{strings.started}</Text>
            <Button component={PortalLink} to={`/directories/${connection.directory_id}/status`}>
              {strings.toStatus}
            </Button>
          </>
        ) : (
          <Button
            size="md"
            loading={start.isBusy}
            leftSection={<IconPlayerPlay size={18} aria-hidden />}
            onClick={() => void start.run(users)}
          >
            {strings.start}
          </Button>
        )}
      </Group>
    </Stack>
  )
}

/** Switches the schedule on, which begins the first run, and goes to the status. */
function useStart({ directory_id: id }: Connection) {
  const strings = useStrings(reviewStrings)
  const api = useApi()
  const deed = useDeed()
  const keep = useKeepProgress(id)
  const go = useGo()
  const { success_url: successUrl } = useVisit()
  return {
    isBusy: deed.isBusy || keep.isPending,
    async run(users: Connection['guards']['users']) {
      const body = { guards: { users }, schedule: { is_enabled: true } }
      const work = async () => {
        await api.put('/directories/{id}/connection', { path: { id }, body })
        return keep.mutateAsync({ steps: { review: true }, current_step: 'status', is_finished: true })
      }
      const { isDone } = await deed.run(work, { done: strings.starting })
      if (!isDone) return
      if (successUrl) window.location.assign(successUrl)
      else await go(`/directories/${id}/status`)
    },
  }
}
