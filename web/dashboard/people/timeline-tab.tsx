import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Timeline, timelineKinds } from '../../shared/timeline/timeline.tsx'
import { useTimeline } from '../../shared/timeline/use-timeline.ts'

const route = getRouteApi('/shell/people/$id')

/** Everything that happened to a person, and to each user that the person is or was, in one line of time. */
export function TimelineTab({ person: { id } }: { readonly person: { readonly id: string } }) {
  const { kinds = timelineKinds } = route.useSearch()
  const navigate = useNavigate({ from: '/people/$id' })
  const query = useTimeline('/people/{id}/timeline', id, kinds)
  return (
    <Timeline
      query={query}
      kinds={kinds}
      showsDirectory
      onKinds={(next) => {
        const chosen = next.length === 0 || next.length === timelineKinds.length ? undefined : [...next]
        void navigate({ search: (now) => ({ ...now, kinds: chosen }), replace: true })
      }}
    />
  )
}
