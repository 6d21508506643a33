import { Alert, Button, Group, Paper, Skeleton, Stack, Text, TextInput } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useState } from 'react'
import type { DirectoryUser, DirectoryUserAsOf } from '../../shared/api-types.ts'
import { DiffView } from '../../shared/diff-view.tsx'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { Time } from '../../shared/time.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { comparedUser, toLocalInput } from './compared-user.ts'
import { strings } from './strings.en.ts'

const words = strings.asOf

type AsOfProps = {
  readonly id: string
  readonly now: DirectoryUser | null
  /** An ISO time, of the address; undefined: nothing is shown. */
  readonly time: string | undefined
  readonly onTime: (time: string | undefined) => void
}

/** Asks for a time and shows the user as it looked then, compared to now. */
export function AsOf({ id, now, time, onTime }: AsOfProps) {
  const [text, setText] = useState(time ? toLocalInput(new Date(time)) : '')
  const chosen = text === '' ? null : new Date(text)
  return (
    <Paper withBorder p="md">
      <Stack gap="sm">
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (chosen) onTime(chosen.toISOString())
          }}
        >
          <Group gap="sm" align="flex-end">
            <TextInput
              type="datetime-local"
              label={words.title}
              description={words.text}
              leftSection={<IconHistory size={16} aria-hidden />}
              max={toLocalInput(new Date())}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            <Button type="submit" variant="default" disabled={!chosen}>
              {words.show}
            </Button>
            {time && (
              <Button
                variant="subtle"
                onClick={() => {
                  setText('')
                  onTime(undefined)
                }}
              >
                {words.now}
              </Button>
            )}
          </Group>
        </form>
        {time && <Then id={id} now={now} time={time} />}
      </Stack>
    </Paper>
  )
}

type ThenProps = { readonly id: string; readonly now: DirectoryUser | null; readonly time: string }

function Then({ id, now, time }: ThenProps) {
  const { data, error } = useApiQuery(
    '/directory_users/{id}/as_of',
    { path: { id }, query: { time } },
    { keepsPrevious: false },
  )
  if (error) return <ErrorNotice error={error} />
  if (!data) return <Skeleton h={80} aria-busy />
  return (
    <section aria-live="polite" aria-label={words.title}>
      <Stack gap="xs">
        <Text size="sm" fw={500} component="div">
          {words.title} <Time at={data.time} form="exact" />
        </Text>
        {data.unknown.map((reason) => (
          <Alert key={reason} color="orange" variant="light" p="xs">
            {words.unknown[reason]}
          </Alert>
        ))}
        <Compared then={data} now={now} />
      </Stack>
    </section>
  )
}

function Compared({ then, now }: { readonly then: DirectoryUserAsOf; readonly now: DirectoryUser | null }) {
  if (!then.user) return <Text size="sm">{words.absent}</Text>
  const before = comparedUser(then.user, then.groups)
  if (!now) {
    return (
      <>
        <Text size="sm">{words.gone}</Text>
        <DiffView before={before} after={before} isWhole label={words.gone} />
      </>
    )
  }
  return <DiffView before={before} after={comparedUser(now, now.groups)} label={words.label} />
}
