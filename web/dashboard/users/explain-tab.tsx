import { Alert, Button, Group, Skeleton, Stack, Text, ThemeIcon, Title } from '@mantine/core'
import { IconCheck, IconQuestionMark, IconRefresh, IconX, type TablerIcon } from '@tabler/icons-react'
import { useState } from 'react'
import type { DirectoryUser, Explanation } from '../../shared/api-types.ts'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { Time } from '../../shared/time.tsx'
import { useApi, useApiQuery } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { useMay } from '../session.ts'
import { strings } from './strings.en.ts'

const words = strings.explain

/** Says whether a user is synced, and why or why not; asks the source, or has it read, on demand. */
export function ExplainTab({ user }: { readonly user: DirectoryUser }) {
  const [isFresh, setFresh] = useState(false)
  const query = { user: user.id, fresh: isFresh ? 'true' : undefined }
  const { data, error, isFetching, refetch } = useApiQuery('/directories/{id}/explain', {
    path: { id: user.directory_id },
    query,
  })
  return (
    <Stack gap="md">
      <Actions
        directory={user.directory_id}
        isAsking={isFetching && isFresh}
        onFresh={() => (isFresh ? void refetch() : setFresh(true))}
      />
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton h={240} aria-busy aria-label={words.asking} />}
      {data && <Verdict explanation={data} />}
    </Stack>
  )
}

type ActionsProps = { readonly directory: string; readonly isAsking: boolean; readonly onFresh: () => void }

/** What can be done where Muster reads the source; where it is pushed there is nothing to be asked. */
function Actions({ directory, isAsking, onFresh }: ActionsProps) {
  const api = useApi()
  const { run, isBusy } = useDeed()
  const maySync = useMay('sync_runs:write')
  const { data } = useApiQuery('/directories/health', { query: { ids: [directory] } })
  if (!data?.data[0]?.is_pulled) return null
  const syncNow = () =>
    run(() => api.post('/directories/{id}/sync_runs', { path: { id: directory }, body: {} }), {
      done: words.syncStarted,
    })
  return (
    <Group gap="xs">
      <Button variant="default" loading={isAsking} onClick={onFresh}>
        {words.fresh}
      </Button>
      <Button
        leftSection={<IconRefresh size={16} aria-hidden />}
        disabled={!maySync}
        loading={isBusy}
        onClick={() => void syncNow()}
      >
        {words.syncNow}
      </Button>
    </Group>
  )
}

function Verdict({ explanation: { verdict, notices, steps, problems } }: { readonly explanation: Explanation }) {
  return (
    <Stack gap="md">
      <Title order={2} fz="lg">
        {words.verdicts[verdict] ?? verdict}
      </Title>
      {notices.map((notice) => (
        <Alert key={notice.code} color="orange" variant="light">
          {notice.text} {notice.fix}
        </Alert>
      ))}
      <Stack gap="sm" renderRoot={(props) => <ol {...props} />} m={0} p={0} style={{ listStyle: 'none' }}>
        {steps.map((step) => (
          <Step key={step.name} step={step} />
        ))}
      </Stack>
      {problems.length > 0 && (
        <section>
          <Title order={3} fz="sm" mb={6}>
            {words.problems}
          </Title>
          {problems.map((problem) => (
            <Text key={problem.id} size="sm">
              {problem.text}
            </Text>
          ))}
        </section>
      )}
    </Stack>
  )
}

const looks: Readonly<Record<string, readonly [TablerIcon, color: string]>> = {
  ok: [IconCheck, 'green'],
  not_ok: [IconX, 'red'],
  unknown: [IconQuestionMark, 'gray'],
}

function Step({ step }: { readonly step: Explanation['steps'][number] }) {
  const [Icon, color] = looks[step.state] ?? [IconQuestionMark, 'gray']
  return (
    <li>
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <ThemeIcon
          variant="light"
          color={color}
          radius="xl"
          size={28}
          role="img"
          aria-label={words.stepStates[step.state] ?? ''}
        >
          <Icon size={16} aria-hidden />
        </ThemeIcon>
        <Stack gap={2} style={{ flex: 1 }}>
          <Text size="sm" fw={500}>
            {words.steps[step.name] ?? step.name}
          </Text>
          <Text size="sm">{step.text}</Text>
          {step.fix && (
            <Text size="sm" c="dimmed">
              {step.fix}
            </Text>
          )}
        </Stack>
        {step.at && (
          <Text size="xs" c="dimmed" component="div">
            <Time at={step.at} />
          </Text>
        )}
      </Group>
    </li>
  )
}
