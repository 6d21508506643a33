import { Alert, Text } from '@mantine/core'
import { IconAlertTriangle, IconPlayerPause } from '@tabler/icons-react'
import type { SyncRun } from '../../shared/api-types.ts'
import { Time } from '../../shared/time.tsx'
import { strings } from './strings.en.ts'

const words = strings.page

/** Why a run failed or is paused, what to do, and what a person has asked of it. */
export function RunTrouble({ run }: { readonly run: SyncRun }) {
  const { state, requested, error_code: code, error_text: text, resume_at: resumeAt } = run
  if (requested && state === 'running') return <Alert color="blue">{words.requested[requested]}</Alert>
  if (state === 'failed') {
    return (
      <Alert color="red" title={words.failedTitle} icon={<IconAlertTriangle size={18} aria-hidden />}>
        <Reason code={code} text={text} />
      </Alert>
    )
  }
  if (state !== 'paused') return null
  return (
    <Alert color="orange" title={words.pausedTitle} icon={<IconPlayerPause size={18} aria-hidden />}>
      <Reason code={code} text={text} />
      <Text size="sm" c="inherit">
        {resumeAt ? (
          <>
            {words.resumes} <Time at={resumeAt} />.
          </>
        ) : (
          words.resumesNever
        )}
      </Text>
    </Alert>
  )
}

function Reason({ code, text }: { readonly code: string | null; readonly text: string | null }) {
  return (
    <>
      {text && (
        <Text size="sm" c="inherit">
          {text}
        </Text>
      )}
      {code && (
        <Text size="xs" c="dimmed" mt={4}>
          {words.code} {code}
        </Text>
      )}
    </>
  )
}
