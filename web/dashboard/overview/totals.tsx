import { SimpleGrid } from '@mantine/core'
import type { Overview } from '../../shared/api-types.ts'
import { formatNumber } from '../../shared/format.ts'
import { Stat } from '../../shared/stat.tsx'
import { useSession } from '../session.ts'
import { strings } from './strings.en.ts'

const words = strings.totals

/** How much there is. Who sees one organization alone is not told that it is one. */
export function Totals({ totals }: { readonly totals: Overview['totals'] }) {
  const { data: session } = useSession()
  const { linked, validating, invalid_credentials, unlinked } = totals.directories
  const others = validating + invalid_credentials + unlinked
  const isBound = session?.organization_id != null
  return (
    <SimpleGrid component="section" aria-label={words.label} cols={{ base: 2, md: isBound ? 3 : 4 }} spacing="md">
      {!isBound && <Stat label={words.organizations} value={formatNumber(totals.organizations)} />}
      <Stat
        label={words.directories}
        value={formatNumber(linked + others)}
        hint={words.directoriesHint(linked, others)}
      />
      <Stat
        label={words.people}
        value={formatNumber(totals.users.active)}
        hint={words.peopleHint(totals.users.inactive)}
      />
      <Stat label={words.groups} value={formatNumber(totals.groups)} />
    </SimpleGrid>
  )
}
