import { Stack } from '@mantine/core'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { DirectoryUser } from '../../shared/api-types.ts'
import { Timeline, timelineKinds } from '../../shared/timeline/timeline.tsx'
import { useTimeline } from '../../shared/timeline/use-timeline.ts'
import { AsOf } from './as-of.tsx'

const route = getRouteApi('/shell/users/$id')

type TimelineTabProps = {
  readonly id: string
  /** The user as it is now; null for one who is gone. */
  readonly user: DirectoryUser | null
}

/** Everything that happened to a user, and how the user looked at a time. */
export function TimelineTab({ id, user }: TimelineTabProps) {
  const { kinds = timelineKinds, as_of: time } = route.useSearch()
  const navigate = useNavigate({ from: '/users/$id' })
  const query = useTimeline('/directory_users/{id}/timeline', id, kinds)
  return (
    <Stack gap="lg">
      <AsOf
        id={id}
        now={user}
        time={time}
        onTime={(as_of) => void navigate({ search: (now) => ({ ...now, as_of }), replace: true })}
      />
      <Timeline
        query={query}
        kinds={kinds}
        onKinds={(next) => {
          const chosen = next.length === 0 || next.length === timelineKinds.length ? undefined : [...next]
          void navigate({ search: (now) => ({ ...now, kinds: chosen }), replace: true })
        }}
      />
    </Stack>
  )
}
