import { Button } from '@mantine/core'
import { useStrings } from '../language.tsx'
import { setupStrings } from './strings.ts'
import { useMakeToken, useUsableTokens } from './use-tokens.ts'

/** Within a step, where the token would stand: makes one where there is none; else the way to the panel that replaces it. */
export function MakeTokenButton({ directoryId }: { readonly directoryId: string }) {
  const strings = useStrings(setupStrings).token
  const { tokens } = useUsableTokens(directoryId)
  const make = useMakeToken(directoryId)
  const [present] = tokens ?? []
  if (present) {
    return (
      <Button
        size="compact-xs"
        variant="subtle"
        onClick={() => document.getElementById('content')?.scrollIntoView({ block: 'start' })}
      >
        {strings.masked(present.token_suffix)}
      </Button>
    )
  }
  return (
    <Button
      size="compact-xs"
      variant="light"
      loading={make.isPending}
      disabled={!tokens}
      onClick={() => make.mutate({ before: [], endsAtOnce: false })}
    >
      {strings.make}
    </Button>
  )
}
