import { Center, Loader } from '@mantine/core'
import type { ReactNode } from 'react'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { useStrings } from '../language.tsx'
import { NotFoundScreen } from '../not-found-screen.tsx'
import { frameStrings } from '../strings.ts'
import { type SetUp, useSetUp } from '../use-set-up.ts'

export type WithSetUpProps = { readonly id: string; readonly children: (setUp: SetUp) => ReactNode }

/** A screen of a directory's set-up, once there is something to show. */
export function WithSetUp({ id, children }: WithSetUpProps) {
  const { loading } = useStrings(frameStrings)
  const { data, error } = useSetUp(id)
  if (data) return children(data)
  if (error?.status === 404) return <NotFoundScreen />
  if (error) return <ErrorNotice error={error} />
  return (
    <Center py="xl">
      <Loader aria-label={loading} role="img" />
    </Center>
  )
}
