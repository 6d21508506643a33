import { Skeleton, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Settings } from '../../shared/api-types.ts'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { useApiQuery } from '../../shared/use-api.ts'

type WithSettingsProps = {
  /** Read again so often, in milliseconds. */
  readonly every?: number
  readonly children: (settings: Settings) => ReactNode
}

/** Reads the settings of the server for a tab that shows some of them. */
export function WithSettings({ every, children }: WithSettingsProps) {
  const settings = useApiQuery('/settings', {}, every === undefined ? {} : { every })
  if (settings.data) return children(settings.data)
  if (settings.error) return <ErrorNotice error={settings.error} onRetry={() => void settings.refetch()} />
  return (
    <Stack>
      <Skeleton h={120} />
      <Skeleton h={120} />
    </Stack>
  )
}
