import { Group, Text } from '@mantine/core'
import { IconFiles, IconGitBranch } from '@tabler/icons-react'
import type { PlanHead } from '../../shared/api-types.ts'
import { strings } from './strings.en.ts'

/** Where the files of a plan come from: `acme/directory @ 9f3c2d1`. */
export function OriginText({ origin }: { readonly origin: PlanHead['origin'] }) {
  const { repository, commit, pull_request: pullRequest } = origin
  const Icon = repository || commit ? IconGitBranch : IconFiles
  const parts = [
    repository ?? strings.files,
    commit && `@ ${strings.commit(commit)}`,
    pullRequest && strings.plans.pullRequest(pullRequest),
  ].filter(Boolean)
  return (
    <Group gap={6} wrap="nowrap" title={commit ?? undefined}>
      <Icon size={15} stroke={1.6} aria-hidden style={{ flexShrink: 0, opacity: 0.7 }} />
      <Text span size="sm" style={{ overflowWrap: 'anywhere' }}>
        {parts.join(' ')}
      </Text>
    </Group>
  )
}
