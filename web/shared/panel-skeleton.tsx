import { Skeleton, Stack, VisuallyHidden } from '@mantine/core'
import { useSharedStrings } from './shared-strings.tsx'

/** The shape of a panel of rows while it is on its way. */
export function PanelSkeleton({ rows = 6 }: { readonly rows?: number }) {
  const { list } = useSharedStrings()
  return (
    <Stack gap="md" role="status" aria-busy>
      <VisuallyHidden>{list.loading}</VisuallyHidden>
      <Skeleton h={36} maw={320} />
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of a picture.
        <Skeleton key={row} h={28} w={`${96 - ((row * 13) % 30)}%`} />
      ))}
    </Stack>
  )
}
