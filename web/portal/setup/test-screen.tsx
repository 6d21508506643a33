import { useParams } from '@tanstack/react-router'
import { PullTest } from './pull-test.tsx'
import { ScimTest } from './scim-test.tsx'
import { WithSetUp } from './with-set-up.tsx'

/** P4: whether it works. What is read is asked; of what sends, the requests are shown as they arrive. */
export function TestScreen() {
  const { id = '' } = useParams({ strict: false })
  return (
    <WithSetUp id={id}>
      {(setUp) => (setUp.provider.kind === 'pull' ? <PullTest {...setUp} /> : <ScimTest {...setUp} />)}
    </WithSetUp>
  )
}
