import { Button, Center, Loader, Stack } from '@mantine/core'
import { useState } from 'react'
import type { Directory } from '../../shared/api-types.ts'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { useStrings } from '../language.tsx'
import { GoTo } from '../portal-link.tsx'
import { useVisit } from '../portal-session.ts'
import { resumeAt } from '../set-up-steps.ts'
import { frameStrings } from '../strings.ts'
import { useSetUp } from '../use-set-up.ts'
import { ChooseScreen } from './choose-screen.tsx'
import { DirectoriesScreen } from './directories-screen.tsx'
import { setupStrings } from './strings.ts'

const pageSize = 20

/** Where a link leads: to its directory, to those that there are, or to the choice of a first one. */
export function HomeScreen() {
  const { directory_id: only } = useVisit()
  return only === null ? <Overview /> : <Resume id={only} />
}

function Overview() {
  const { home } = useStrings(setupStrings)
  const [limit, setLimit] = useState(pageSize)
  const query = { limit: String(Math.min(limit, 100)), order: 'asc' as const }
  const { data, error, refetch } = useApiQuery('/directories', { query })
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />
  if (!data) return <Waiting />
  const shown = data.data.filter(({ state }: Directory) => state !== 'deleting')
  if (shown.length === 0) return <ChooseScreen />
  const more = data.list_metadata.after !== null && limit < 100 && (
    <Button variant="default" onClick={() => setLimit(limit + pageSize)}>
      {home.older}
    </Button>
  )
  return <DirectoriesScreen directories={shown} more={more} />
}

/** Goes on where somebody has stopped. */
export function Resume({ id }: { readonly id: string }) {
  const { data, error } = useSetUp(id)
  if (error) return <ErrorNotice error={error} />
  if (!data) return <Waiting />
  const step = resumeAt(data.provider.kind, data.setup, data.directory.state !== 'validating')
  return <GoTo to={`/directories/${id}/${step}`} />
}

function Waiting() {
  const { loading } = useStrings(frameStrings)
  return (
    <Center py="xl">
      <Stack>
        <Loader aria-label={loading} role="img" />
      </Stack>
    </Center>
  )
}
