import { Badge, Paper, Stack, Table, Text, Title } from '@mantine/core'
import { IconCheck, IconHandStop } from '@tabler/icons-react'
import type { Plan } from '../../shared/api-types.ts'
import { Time } from '../../shared/time.tsx'
import { strings } from './strings.en.ts'

const words = strings.page

type Guard = Plan['plan']['guards'][number]

/** The bounds that a plan is held against, and the approvals that it needs. Those that are kept are few words. */
export function PlanGuards({ plan }: { readonly plan: Plan }) {
  const { guards, approvals } = plan.plan
  if (guards.length === 0 && approvals.length === 0 && plan.approvals.length === 0) return null
  return (
    <Paper withBorder p="md">
      <Stack gap="md">
        {guards.length > 0 && <Guards guards={guards} />}
        {(approvals.length > 0 || plan.approvals.length > 0) && <Approvals plan={plan} />}
      </Stack>
    </Paper>
  )
}

function Guards({ guards }: { readonly guards: readonly Guard[] }) {
  return (
    <section>
      <Title order={2} fz="sm" mb={6}>
        {words.guards}
      </Title>
      <Table aria-label={words.guards} verticalSpacing={6} withRowBorders={false}>
        <Table.Tbody>
          {guards.map((guard) => (
            <Table.Tr key={`${guard.name} ${guard.address}`}>
              <Table.Td w={130} pl={0}>
                <Verdict guard={guard} />
              </Table.Td>
              <Table.Td>
                <Text size="sm">
                  {words.guard[guard.name](guard.address)}:{' '}
                  {guard.name === 'max_members'
                    ? words.guardSize(guard.count, guard.rule)
                    : words.guardText(guard.count, guard.of, guard.rule)}
                </Text>
                <GuardHelp guard={guard} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}

function GuardHelp({ guard }: { readonly guard: Guard }) {
  const { ok, allowed, address, used = 0, limit, passes_at: passesAt } = guard
  if (used === 0 && (ok || allowed)) return null
  return (
    <Text size="xs" c="dimmed">
      {used > 0 && words.guardUsed(used, limit)}{' '}
      {!ok && !allowed && (
        <>
          {words.guardHelp(address)}
          {passesAt && (
            <>
              , {words.guardWait} <Time at={passesAt} />
            </>
          )}
          .
        </>
      )}
    </Text>
  )
}

function Verdict({ guard: { ok, allowed } }: { readonly guard: Guard }) {
  const color = ok ? 'green' : allowed ? 'blue' : 'orange'
  const Icon = ok || allowed ? IconCheck : IconHandStop
  return (
    <Badge variant="light" color={color} tt="none" fw={500} leftSection={<Icon size={13} aria-hidden />}>
      {ok ? words.guardOk : allowed ? words.guardAllowed : words.guardHit}
    </Badge>
  )
}

function Approvals({ plan }: { readonly plan: Plan }) {
  return (
    <section>
      <Title order={2} fz="sm" mb={6}>
        {words.approvals}
      </Title>
      <Stack gap={4}>
        {plan.plan.approvals.map(({ when, by, paths, ends, count, given }) => (
          <Text key={`${when} ${by.join(' ')} ${paths?.join(' ')}`} size="sm">
            {paths ? words.approvalOwners(paths.join(', ')) : words.approvalWhen[when]}
            {ends && ` (${words.approvalEnds})`}: {words.approvalGiven(given, count)}{' '}
            <Text span size="sm" c="dimmed">
              {words.approvalBy(by.join(', '))}
            </Text>
          </Text>
        ))}
        {plan.approvals.map(({ decision, actor, reason, at }) => (
          <Text key={at} size="sm">
            {actor.name} {words.decided[decision]} <Time at={at} />
            {reason && `: ${reason}`}
          </Text>
        ))}
      </Stack>
    </section>
  )
}
