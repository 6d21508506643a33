import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Directory, DirectoryHealth } from '../../shared/api-types.ts'
import { Time } from '../../shared/time.tsx'
import { useMay } from '../session.ts'
import { CheckDialog } from './check-dialog.tsx'
import { RotateTokenDialog } from './rotate-token.tsx'
import { strings } from './strings.en.ts'
import { useDirectoryDeeds } from './use-directory-deeds.ts'

const words = strings.problems

type Problem = DirectoryHealth['problems'][number]
type Fix = Problem['fix']

type DirectoryProblemsProps = { readonly directory: Directory; readonly health: DirectoryHealth }

const colors = { error: 'red', warning: 'orange', info: 'blue' } as const

const neededFor: Readonly<Record<Fix, string>> = {
  check_connection: 'connections:write',
  make_token: 'directories:write',
  rotate_token: 'directories:write',
  run_again: 'sync_runs:write',
  decide: 'sync_runs:read',
  resume: 'directories:write',
  set_up: 'portal:write',
  see_records: 'sync_runs:read',
  enable_schedule: 'connections:write',
}

/** What is wrong with a directory, the worst first, each with the button that mends it. */
export function DirectoryProblems({ directory, health }: DirectoryProblemsProps) {
  const [dialog, setDialog] = useState<'check' | 'token' | null>(null)
  const fix = useFixes(directory, health, setDialog)
  const close = () => setDialog(null)
  return (
    <>
      {health.problems.length > 0 && (
        <Stack component="section" gap="xs" aria-label={words.label}>
          {health.problems.map((problem) => (
            <ProblemNotice key={problem.code} problem={problem} isBusy={fix.isBusy} onFix={fix.run} />
          ))}
        </Stack>
      )}
      <CheckDialog opened={dialog === 'check'} onClose={close} directoryId={directory.id} />
      <RotateTokenDialog opened={dialog === 'token'} onClose={close} directoryId={directory.id} />
    </>
  )
}

type ProblemNoticeProps = {
  readonly problem: Problem
  readonly isBusy: boolean
  readonly onFix: (fix: Fix) => void
}

function ProblemNotice({ problem: { code, level, text, since, fix }, isBusy, onFix }: ProblemNoticeProps) {
  const mayFix = useMay(neededFor[fix])
  const Icon = level === 'info' ? IconInfoCircle : IconAlertTriangle
  return (
    <Alert color={colors[level]} variant="light" icon={<Icon size={18} aria-hidden />} title={words.titles[code]}>
      <Group justify="space-between" gap="md" wrap="nowrap">
        <div>
          <Text size="sm" c="inherit" maw={760}>
            {text}
          </Text>
          {since && (
            <Text size="xs" c="inherit" mt={2}>
              {words.since} <Time at={since} form="exact" />
            </Text>
          )}
        </div>
        {mayFix && (
          <Button size="xs" variant="default" miw="max-content" loading={isBusy} onClick={() => onFix(fix)}>
            {words.fixes[fix]}
          </Button>
        )}
      </Group>
    </Alert>
  )
}

/** What each button does: at once, in a dialog, or on the page where it is done. */
function useFixes(directory: Directory, health: DirectoryHealth, openDialog: (dialog: 'check' | 'token') => void) {
  const deeds = useDirectoryDeeds(directory, health)
  const navigate = useNavigate()
  const { id, organization_id: organizationId } = directory
  const go = (to: string, search: object = {}) => void navigate({ to, search } as never)
  const fixes: Readonly<Record<Fix, () => void>> = {
    check_connection: () => openDialog('check'),
    make_token: () => openDialog('token'),
    rotate_token: () => openDialog('token'),
    run_again: () => void deeds.sync('incremental'),
    decide: () => go(`/directories/${id}/runs/${health.waiting.run_id}`),
    resume: () => void deeds.resume(),
    set_up: () => go(`/organizations/${organizationId}`, { tab: 'links', new: true }),
    see_records: () => go(`/directories/${id}`, { tab: 'runs' }),
    enable_schedule: () => go(`/directories/${id}`, { tab: 'settings' }),
  }
  return { run: (fix: Fix) => fixes[fix](), isBusy: deeds.isBusy }
}
