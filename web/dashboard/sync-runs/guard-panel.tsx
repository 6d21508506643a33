import { Alert, Button, Group, List, Paper, Stack, Text, ThemeIcon, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconHandStop, IconShieldCheck } from '@tabler/icons-react'
import type { SyncGuard, SyncRun } from '../../shared/api-types.ts'
import { Time } from '../../shared/time.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { useMay } from '../session.ts'
import { decidedCounts, guardSentence } from './guard-words.ts'
import { LimitsDialog } from './limits-dialog.tsx'
import { strings } from './strings.en.ts'
import { useDecision } from './use-decision.ts'

const words = strings.guard

/** D6: what a run would remove and why it is held, with the three ways to decide; afterwards, who decided what. */
export function GuardPanel({ run }: { readonly run: SyncRun }) {
  const path = { id: run.directory_id, run_id: run.id }
  const { data: guard } = useApiQuery('/directories/{id}/sync_runs/{run_id}/guard', { path }, { keepsPrevious: false })
  if (!guard) return null
  if (run.state === 'waiting' && guard.undecided > 0) return <Undecided run={run} guard={guard} />
  return guard.decision ? <Decided run={run} guard={guard} decision={guard.decision} /> : null
}

type PanelProps = { readonly run: SyncRun; readonly guard: SyncGuard }

function Undecided({ run, guard }: PanelProps) {
  const others = guard.limits.filter(({ is_exceeded: isExceeded }) => !isExceeded)
  return (
    <Paper component="section" withBorder p="lg" aria-labelledby="guard" style={{ borderColor: edge }}>
      <Group align="flex-start" wrap="nowrap" gap="md">
        <ThemeIcon variant="light" color="orange" size={40} radius="xl" aria-hidden>
          <IconHandStop size={22} />
        </ThemeIcon>
        <Stack gap="sm" style={{ flex: 1, minWidth: 0 }}>
          <div>
            <Text size="sm" c="dimmed">
              {words.title}
            </Text>
            <Title order={2} fz={20} id="guard">
              {guardSentence(guard)}
            </Title>
          </div>
          <List size="sm" spacing={2}>
            {guard.limits
              .filter(({ is_exceeded: isExceeded }) => isExceeded)
              .map(({ what, text }) => (
                <List.Item key={what}>{text}</List.Item>
              ))}
            {others.length > 0 && (
              <List.Item>
                {words.also}: {others.map(({ removals, total, what }) => `${removals} of ${total} ${what}`).join(', ')}
              </List.Item>
            )}
          </List>
          <Text size="sm">
            {words.held(guard.undecided)} {words.rest}
          </Text>
          <Buttons run={run} guard={guard} />
        </Stack>
      </Group>
    </Paper>
  )
}

const edge = 'light-dark(var(--mantine-color-orange-5), var(--mantine-color-orange-8))'

function Buttons({ run, guard }: PanelProps) {
  const mayDecide = useMay('sync_runs:decide')
  const mayLimit = useMay('connections:write')
  const { approve, reject, isBusy } = useDecision(run, guard)
  const [isOpen, { open, close }] = useDisclosure(false)
  if (!mayDecide) {
    return (
      <Text size="sm" fw={500}>
        {words.mayNot}
      </Text>
    )
  }
  return (
    <Group gap="xs">
      <Button color="red" disabled={isBusy} onClick={approve}>
        {words.approve}
      </Button>
      <Button variant="default" disabled={isBusy} onClick={reject}>
        {words.reject}
      </Button>
      {mayLimit && (
        <Button variant="default" disabled={isBusy} onClick={open}>
          {words.change}
        </Button>
      )}
      <LimitsDialog run={run} guard={guard} opened={isOpen} onClose={close} />
    </Group>
  )
}

type DecidedProps = PanelProps & { readonly decision: NonNullable<SyncGuard['decision']> }

function Decided({ run, guard, decision }: DecidedProps) {
  const { word, at, actor, reason } = decision
  const { applied, withdrawn, approved } = decidedCounts(guard)
  const { reject, isBusy } = useDecision(run, guard)
  const mayDecide = useMay('sync_runs:decide')
  const isPending = run.state === 'waiting' && approved > 0
  return (
    <Alert
      color={word === 'approved' ? 'blue' : 'gray'}
      variant="light"
      icon={<IconShieldCheck size={18} aria-hidden />}
      title={
        <>
          {words.decided[word](actor.name)}, <Time at={at} />
        </>
      }
    >
      <Text size="sm" c="inherit">
        {isPending && words.approvedWaits}
        {word === 'rejected' && words.noneRemoved}
        {applied > 0 && words.applied(applied)} {withdrawn > 0 && words.withdrawn(withdrawn)}
      </Text>
      {reason && (
        <Text size="sm" c="inherit">
          {words.because(reason)}
        </Text>
      )}
      {isPending && mayDecide && (
        <Button size="xs" variant="default" mt="xs" disabled={isBusy} onClick={reject}>
          {words.undo}
        </Button>
      )}
    </Alert>
  )
}
